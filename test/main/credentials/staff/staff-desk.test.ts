import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StaffOrder, StaffSession } from '../../../../main/api/schema/staff.ts';
import { SoftwareAuthenticator } from '../../../support/software-authenticator.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { approver, codeOf, examiner, STAFF_READER, staffWorld } from '../../support/staff-desk.ts';

const ROOT = new SoftwareAuthenticator();
const codeNow = (work: () => unknown) => codeOf(Promise.resolve().then(work));
const actions = (entries: readonly { readonly action: string }[]) => entries.map(({ action }) => action);

describe('the first start', () => {
  it('registers the first person with a passkey, which then signs in', async () => {
    const { desk, hand, recorded } = await staffWorld();
    const nothing = { staff: null, by: null, locksAt: null, ownKeyNeeded: false, cardReader: null, page: null };
    expect(desk.session).toEqual({ state: 'none', firstStart: true, ...nothing });
    hand.hand = ROOT;
    const first = await desk.add(approver('一番 花子'), null, null);
    expect(first).toMatchObject({ name: '一番 花子', roles: ['approver'], association: null, state: 'active', card: false });
    expect(first.passkeys).toMatchObject([{ usedAt: null, pending: false }]);
    expect(desk.session).toMatchObject({ state: 'none', firstStart: false });
    const session = await desk.signIn();
    expect(session).toMatchObject({ state: 'signed-in', by: 'passkey', staff: { id: first.id }, locksAt: '2026-06-01T03:10:00.000Z' });
    expect((await desk.list())[0]!.passkeys[0]!.usedAt).toBe('2026-06-01T03:00:00.000Z');
    expect(desk.acting()).toEqual({ id: first.id, name: '一番 花子', roles: new Set(['approver']), association: null, by: 'passkey' });
    expect(await recorded()).toMatchObject([
      { action: 'added', facts: { staff: first.id, by: first.id, setUp: true, passkey: hand.authentications[0]!.allowCredentials![0]!.id } },
      { action: 'signed-in', facts: { staff: first.id, means: 'passkey', again: false } },
    ]);
  });

  it.each<[string, StaffOrder]>([
    ['no approver', examiner('x')],
    ['an approver of one association', { name: 'x', roles: ['approver', 'association'], association: '13' }],
  ])('by %s is refused', async (_who, order) => {
    const { desk, hand } = await staffWorld();
    hand.hand = ROOT;
    expect(await codeOf(desk.add(order, null, null))).toBe('STAFF_LAST_APPROVER');
    expect(hand.registrations).toEqual([]);
  });

  it('leaves nothing behind when no passkey is given', async () => {
    const { desk, hand, recorded } = await staffWorld();
    expect(await codeOf(desk.add(approver('x'), null, null))).toBe('PASSKEY_REFUSED cancelled');
    expect([await desk.list(), desk.session.firstStart, desk.session.page, await recorded()]).toEqual([[], true, null, []]);
    hand.hand = ROOT;
    await desk.add(approver('x'), null, null);
  });

  it('happens once: who began at the same time comes second', async () => {
    const { desk, hand } = await staffWorld();
    hand.hand = ROOT;
    hand.whileAsked = async () => {
      hand.whileAsked = () => {};
      // The later question ends the earlier one.
      await desk.add(approver('b'), null, null);
    };
    expect(await codeOf(desk.add(approver('a'), null, null))).toBe('OPERATION_ABORTED');
    expect(await desk.list()).toMatchObject([{ name: 'b' }]);
    expect(await codeOf(desk.add(approver('a'), null, null))).toBe('STAFF_SIGN_IN_NEEDED');
  });

  it('without a way to ask for passkeys goes by a token', async () => {
    const { desk } = await staffWorld({ passkeys: false });
    const { id, passkeys } = await desk.add(approver('a'), null, null);
    expect(passkeys).toEqual([]);
    expect(await codeOf(desk.signIn())).toBe('PASSKEY_NOT_POSSIBLE');
    const token = await desk.makeToken(id, 1, null);
    expect(await desk.byToken(token)).toMatchObject({ id, by: 'token' });
    expect(await codeOf(desk.makeToken(id, 1, null))).toBe('STAFF_SIGN_IN_NEEDED');
  });
});

describe('two persons', () => {
  it('the first one sets the second one up alone, and the log says so', async () => {
    const { recorded, twoApprovers, desk } = await staffWorld();
    const { first, second } = await twoApprovers();
    expect((await desk.list()).map(({ id, passkeys }) => [id, passkeys.map(({ pending }) => pending)])).toEqual([
      [first.id, [false]],
      [second.id, [false]],
    ]);
    expect(await recorded()).toMatchObject([
      { action: 'added', facts: { staff: first.id, setUp: true } },
      { action: 'added', facts: { staff: second.id, by: first.id, second: null, setUp: true } },
      { action: 'passkey-added', facts: { staff: second.id, by: first.id, pending: false, setUp: true, replacesSetUp: false } },
      { action: 'passkey-added', facts: { staff: second.id, by: second.id, setUp: false, vouchedBy: 'passkey', replacesSetUp: true } },
    ]);
  });

  it.each<
    [
      string,
      (
        world: Awaited<ReturnType<typeof staffWorld>>,
        ids: { readonly first: string; readonly second: string },
        by: 'one' | 'two',
      ) => Promise<unknown>,
    ]
  >([
    ['adding', ({ desk }, { first, second }, by) => desk.add(examiner('c'), { id: first }, by === 'two' ? { id: second } : null)],
    [
      'changing',
      ({ desk }, { first, second }, by) => desk.change({ ...approver('new'), id: second }, { id: first }, by === 'two' ? { id: second } : null),
    ],
    ['leaving', ({ desk }, { first, second }, by) => desk.leave(second, { id: first }, by === 'two' ? { id: second } : null)],
    [
      'a token for somebody else',
      ({ desk }, { first, second }, by) => desk.makeToken(second, 1, { id: first }, by === 'two' ? { id: second } : null),
    ],
  ])('%s needs both', async (_what, work) => {
    const world = await staffWorld();
    const { first, second } = await world.twoApprovers();
    const ids = { first: first.id, second: second.id };
    const before = await world.recorded();
    expect(await codeOf(work(world, ids, 'one'))).toBe('SECOND_PERSON_NEEDED');
    expect(await world.recorded()).toEqual(before);
    expect(await codeOf(work(world, ids, 'two'))).toBeNull();
    expect((await world.recorded()).at(-1)!.facts).toMatchObject({ by: first.id, second: second.id, setUp: false });
  });

  it('a passkey in the name of somebody else is pending until a third pair of eyes has seen it', async () => {
    const { desk, hand, twoApprovers, signInWith, recorded } = await staffWorld();
    const { first, second, secondKey } = await twoApprovers();
    const { id: third } = await desk.add(examiner('三番'), first, second);
    const thirdKey = new SoftwareAuthenticator();
    hand.hand = thirdKey;
    const added = await desk.addPasskey(third, '鍵', first);
    expect(added).toMatchObject({ pending: true, staff: { passkeys: [{ name: '鍵', pending: true }] } });
    expect(await codeOf(signInWith(thirdKey))).toBe('PASSKEY_REFUSED pending');

    expect(await codeOf(desk.confirmPasskey(added.id, first, null))).toBe('SECOND_PERSON_NEEDED');
    expect(await codeOf(desk.confirmPasskey(added.id, first, first))).toBe('SECOND_PERSON_NEEDED');
    // Who registered it is not its second person, whoever asks.
    expect(await codeOf(desk.confirmPasskey(added.id, second, first))).toBe('SECOND_PERSON_NEEDED');
    // Nor is whose key it would be.
    expect(await codeOf(desk.confirmPasskey(added.id, first, { id: third }))).toBe('SECOND_PERSON_NEEDED');
    expect(await codeOf(desk.confirmPasskey('none', first, second))).toBe('STAFF_UNKNOWN');

    expect(await desk.confirmPasskey(added.id, first, second)).toMatchObject({ passkeys: [{ pending: false }] });
    expect((await recorded()).at(-1)).toMatchObject({
      action: 'passkey-added',
      facts: { staff: third, by: first.id, second: second.id, pending: false },
    });
    expect(await signInWith(thirdKey)).toMatchObject({ id: third });
    expect(await signInWith(secondKey)).toMatchObject({ id: second.id });
  });

  it('a pending passkey does not make its owner a second person', async () => {
    const { desk, hand, twoApprovers } = await staffWorld();
    const { first, second } = await twoApprovers();
    const mine = new SoftwareAuthenticator();
    hand.hand = mine;
    expect((await desk.addPasskey(second.id, 'mine', first)).pending).toBe(true);
    expect(await codeOf(desk.signIn())).toBe('PASSKEY_REFUSED pending');
  });

  it('a passkey of one’s own counts at once', async () => {
    const { further, twoApprovers, signInWith } = await staffWorld();
    const { second, secondKey } = await twoApprovers();
    const spare = new SoftwareAuthenticator();
    expect((await further(second.id, secondKey, spare)).pending).toBe(false);
    expect(await signInWith(spare)).toMatchObject({ id: second.id });
  });

  it('who has no role for it decides nothing', async () => {
    const { desk, hand, twoApprovers } = await staffWorld();
    const { first, second } = await twoApprovers();
    const clerk = await desk.add(examiner('c'), first, second);
    hand.hand = new SoftwareAuthenticator();
    const by = { id: clerk.id };
    const [passkey] = (await desk.list())[0]!.passkeys;
    const all = [
      desk.add(examiner('d'), by, first),
      desk.change({ ...approver('c'), id: clerk.id }, by, first),
      desk.leave(second.id, by, first),
      desk.addPasskey(second.id, 'k', by),
      desk.removePasskey(passkey!.id, by),
      desk.removeCard(second.id, by),
      desk.makeToken(second.id, 1, by, first),
    ];
    expect(await Promise.all(all.map(codeOf))).toEqual(all.map(() => 'STAFF_ROLE_NEEDED'));
  });
});

describe('who is staff', () => {
  it.each<[string, Partial<StaffOrder>, string]>([
    ['a name that is taken', { name: '一番 花子' }, 'STAFF_NAME_TAKEN'],
    ['the role of an association without one', { roles: ['association'] }, 'STAFF_ASSOCIATION_NEEDED'],
    ['an association without the role', { association: '13' }, 'STAFF_ASSOCIATION_NEEDED'],
  ])('%s is refused', async (_what, change, code) => {
    const { desk, twoApprovers } = await staffWorld();
    const { first, second } = await twoApprovers();
    expect(await codeOf(desk.add({ ...examiner('c'), ...change }, first, second))).toBe(code);
    expect(await codeOf(desk.change({ ...approver('二番 次郎'), ...change, id: second.id }, first, second))).toBe(code);
  });

  it('a change of roles counts at once for whoever is signed in', async () => {
    const { desk, twoApprovers, signInWith } = await staffWorld();
    const { first, second, secondKey } = await twoApprovers();
    await signInWith(secondKey);
    await desk.change({ name: '二番', roles: ['approver', 'auditor'], association: null, id: second.id }, first, second);
    expect(desk.acting()).toMatchObject({ name: '二番', roles: new Set(['approver', 'auditor']) });
    expect(desk.session.staff!.name).toBe('二番');
  });

  it('who leaves signs in no more, by nothing, and the session ends', async () => {
    const { desk, twoApprovers, signInWith, recorded, hand } = await staffWorld();
    const { first, second, secondKey } = await twoApprovers();
    const token = await desk.makeToken(second.id, 5, { ...second, by: 'passkey' });
    await signInWith(secondKey);
    expect(await desk.leave(second.id, first, second)).toMatchObject({ state: 'left' });
    expect(desk.session.state).toBe('none');
    expect((await recorded()).at(-1)).toMatchObject({ action: 'signed-out', facts: { staff: second.id, because: 'left' } });
    hand.hand = secondKey;
    expect(await codeOf(desk.signIn())).toBe('PASSKEY_REFUSED left');
    expect((await recorded()).at(-1)).toMatchObject({ action: 'refused', facts: { means: 'passkey', reason: 'left', staff: second.id } });
    expect(await codeOf(desk.byToken(token))).toBe('STAFF_TOKEN_WRONG');
    expect(await codeOf(desk.actingOf(second.id))).toBe('STAFF_UNKNOWN');
    expect(desk.nameOf(second.id)).toBe('二番 次郎');
    // What that person did stays told apart from what others do.
    expect(await codeOf(desk.add(examiner('二番 次郎'), first, null))).toBe('STAFF_NAME_TAKEN');
  });

  it('the last approver stays one', async () => {
    const { desk, twoApprovers } = await staffWorld();
    const { first, second } = await twoApprovers();
    await desk.leave(second.id, first, second);
    expect(await codeOf(desk.leave(first.id, first, null))).toBe('STAFF_LAST_APPROVER');
    expect(await codeOf(desk.change({ ...examiner('x'), id: first.id }, first, null))).toBe('STAFF_LAST_APPROVER');
    const [{ passkeys }] = (await desk.list()) as [Awaited<ReturnType<typeof desk.list>>[number]];
    expect(await codeOf(desk.removePasskey(passkeys[0]!.id, first))).toBe('STAFF_LAST_APPROVER');
  });

  it('a passkey is taken away by its owner or by who decides, as long as two are left who can', async () => {
    const { desk, further, twoApprovers, recorded } = await staffWorld();
    const { first, second, secondKey } = await twoApprovers();
    const only = (await desk.list())[1]!.passkeys[0]!;
    expect(await codeOf(desk.removePasskey(only.id, first))).toBe('STAFF_LAST_APPROVER');
    await further(second.id, secondKey, new SoftwareAuthenticator());
    expect((await desk.removePasskey(only.id, first)).passkeys).toMatchObject([{ name: 'spare' }]);
    expect((await recorded()).at(-1)).toMatchObject({ action: 'passkey-removed', facts: { staff: second.id, passkey: only.id, by: first.id } });
    expect(await codeOf(desk.removePasskey(only.id, first))).toBe('STAFF_UNKNOWN');
  });

  it('names everybody who ever was, and leaves other names as they are', async () => {
    const { desk, twoApprovers } = await staffWorld();
    const { first } = await twoApprovers();
    expect([desk.nameOf(first.id), desk.nameOf('program'), desk.nameOf('nobody')]).toEqual(['一番 花子', 'program', 'nobody']);
    expect(await desk.actingOf(first.id)).toMatchObject({ id: first.id, by: null });
  });

  it('keeps everything but the session over a new start', async () => {
    const folder = await temporaryFolder();
    const before = await staffWorld({ folder });
    const { firstKey, first } = await before.twoApprovers();
    await before.signInWith(firstKey);
    await before.desk.nameReader(STAFF_READER);
    const list = await before.desk.list();
    await before.close();
    const after = await staffWorld({ folder });
    expect(await after.desk.list()).toEqual(list);
    expect(after.desk.session).toMatchObject({ state: 'none', firstStart: false, cardReader: STAFF_READER });
    expect((await after.recorded()).at(-1)).toMatchObject({ action: 'signed-out', facts: { staff: first.id, because: 'program-ended' } });
    expect(await after.signInWith(firstKey)).toMatchObject({ id: first.id });
  });
});

describe('the session', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  /** Two approvers, and a clock that moves with the timers. */
  async function seated() {
    const world = await staffWorld();
    const people = await world.twoApprovers();
    const pass = async (minutes: number) => {
      world.clock.at = new Date(world.clock.at.getTime() + minutes * 60_000);
      await vi.advanceTimersByTimeAsync(minutes * 60_000);
    };
    return { ...world, ...people, pass };
  }

  it('is nobody’s at first', async () => {
    const { desk } = await seated();
    expect(await codeNow(() => desk.acting())).toBe('STAFF_SIGN_IN_NEEDED');
    expect(await codeOf(desk.nameReader('x'))).toBe('STAFF_SIGN_IN_NEEDED');
    expect([desk.touch().state, (await desk.lock()).state, (await desk.signOut()).state]).toEqual(['none', 'none', 'none']);
  });

  it('locks when idle, refuses work, and goes on when the same person signs in again', async () => {
    const { desk, signInWith, firstKey, first, pass, recorded } = await seated();
    await signInWith(firstKey);
    await pass(9);
    desk.acting();
    await pass(9);
    expect(desk.touch().state).toBe('signed-in');
    await pass(10);
    expect(desk.session).toMatchObject({ state: 'locked', staff: { id: first.id }, locksAt: null });
    expect(await codeNow(() => desk.acting())).toBe('STAFF_SESSION_LOCKED');
    expect(await codeOf(desk.nameReader('x'))).toBe('STAFF_SESSION_LOCKED');
    expect(desk.touch().state).toBe('locked');
    await signInWith(firstKey);
    expect(desk.session.state).toBe('signed-in');
    expect((await recorded()).slice(-3)).toMatchObject([
      { action: 'signed-in', facts: { again: false } },
      { action: 'locked', facts: { staff: first.id, because: 'idle' } },
      { action: 'signed-in', facts: { staff: first.id, again: true } },
    ]);
  });

  it('locks after the time of the settings', async () => {
    const { desk, signInWith, firstKey, pass, settings } = await seated();
    settings.idleMinutes = 2;
    await signInWith(firstKey);
    await pass(2);
    expect(desk.session.state).toBe('locked');
  });

  it.each(['locked', 'signed-in'] as const)('of another, %s, ends when somebody else signs in', async (state) => {
    const { desk, signInWith, firstKey, secondKey, first, second, recorded } = await seated();
    await signInWith(firstKey);
    if (state === 'locked') await desk.lock();
    expect(desk.session.state).toBe(state);
    expect(await signInWith(secondKey)).toMatchObject({ id: second.id });
    expect((await recorded()).slice(-2)).toMatchObject([
      { action: 'signed-out', facts: { staff: first.id, because: 'other-signed-in' } },
      { action: 'signed-in', facts: { staff: second.id, again: false } },
    ]);
  });

  it('stays as it is when a signing in is refused, and the log says why', async () => {
    const { desk, signInWith, firstKey, first, hand, recorded } = await seated();
    await signInWith(firstKey);
    await desk.lock();
    hand.hand = firstKey;
    for (const [change, reason] of [
      [{ origin: 'https://evil.example' }, 'not-verified'],
      [{ userVerified: false }, 'not-verified'],
      [{ counter: 1 }, 'counter-back'],
      [{ id: Buffer.alloc(32).toString('base64url') }, 'unknown'],
    ] as const) {
      hand.change = change;
      expect(await codeOf(desk.signIn())).toBe(`PASSKEY_REFUSED ${reason}`);
      expect(desk.session).toMatchObject({ state: 'locked', staff: { id: first.id }, page: null });
      expect((await recorded()).at(-1)).toMatchObject({ action: 'refused', facts: { means: 'passkey', reason } });
    }
    hand.change = {};
    await desk.signIn();
  });

  it('is not begun by a passkey that was taken away meanwhile', async () => {
    const { desk, first, firstKey, further, hand } = await seated();
    const spare = new SoftwareAuthenticator();
    const { id } = await further(first.id, firstKey, spare);
    hand.hand = spare;
    hand.whileAsked = async () => void (await desk.removePasskey(id, first));
    expect(await codeOf(desk.signIn())).toBe('PASSKEY_REFUSED unknown');
    hand.whileAsked = () => {};
    hand.hand = firstKey;
    await desk.signIn();
  });

  it('shows the page while somebody is asked, and tells every change', async () => {
    const { desk, hand, firstKey } = await seated();
    const seen: StaffSession[] = [];
    const stop = new AbortController();
    const watching = (async () => {
      for await (const session of desk.watch(stop.signal)) seen.push(session);
    })();
    await vi.advanceTimersByTimeAsync(0);
    hand.hand = firstKey;
    hand.whileAsked = () => vi.waitFor(() => expect(seen.at(-1)!.page).toBe(`${hand.origin}/entry/x`), { interval: 1 }) as unknown as Promise<void>;
    await desk.signIn();
    await desk.lock();
    await desk.signOut();
    stop.abort();
    await watching;
    expect(seen.map(({ state, page }) => `${state}${page ? ' page' : ''}`)).toEqual(['none', 'none page', 'none', 'signed-in', 'locked', 'none']);
  });

  it('ends with the record of who asked for it', async () => {
    const { desk, signInWith, firstKey, first, recorded } = await seated();
    await signInWith(firstKey);
    await desk.lock();
    expect((await desk.signOut()).state).toBe('none');
    expect(await codeNow(() => desk.acting())).toBe('STAFF_SIGN_IN_NEEDED');
    expect((await recorded()).slice(-2)).toMatchObject([
      { action: 'locked', facts: { staff: first.id, because: 'asked' } },
      { action: 'signed-out', facts: { staff: first.id, because: 'asked' } },
    ]);
  });
});

describe('a token', () => {
  const DAY = 86_400_000;

  it('says whose it is until its end, each time on record, and rests as a hash alone', async () => {
    const { desk, twoApprovers, clock, recorded, store } = await staffWorld();
    const { first } = await twoApprovers();
    const token = await desk.makeToken(first.id, 2, { ...first, by: 'passkey' });
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await desk.byToken(token)).toMatchObject({ id: first.id, name: '一番 花子', by: 'token' });
    expect(desk.session.state).toBe('none');
    const rows = await store.db.selectFrom('staff_token').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    clock.at = new Date(clock.at.getTime() + 2 * DAY - 1);
    await desk.byToken(token);
    clock.at = new Date(clock.at.getTime() + 1);
    expect(await codeOf(desk.byToken(token))).toBe('STAFF_TOKEN_WRONG');
    expect(actions((await recorded()).slice(-4))).toEqual(['token-made', 'signed-in', 'signed-in', 'refused']);
    expect((await recorded()).at(-1)!.facts).toMatchObject({ means: 'token', reason: 'expired', staff: first.id });
  });

  it.each(['', 'x', 'A'.repeat(43)])('%j is none', async (token) => {
    const { desk, recorded } = await staffWorld();
    expect(await codeOf(desk.byToken(token))).toBe('STAFF_TOKEN_WRONG');
    expect(await recorded()).toMatchObject([{ action: 'refused', facts: { means: 'token', reason: 'unknown', staff: null } }]);
  });

  it.each([0, -1, 367, 1.5, Number.NaN])('for %s days is none', async (days) => {
    const { desk, twoApprovers } = await staffWorld();
    const { first } = await twoApprovers();
    expect(await codeOf(desk.makeToken(first.id, days, { ...first, by: 'passkey' }))).toBe('USAGE_WRONG');
  });

  it('needs somebody who asks for it', async () => {
    const { desk, twoApprovers } = await staffWorld();
    const { first } = await twoApprovers();
    expect(await codeOf(desk.makeToken(first.id, 1, null))).toBe('STAFF_SIGN_IN_NEEDED');
    expect(await codeOf(desk.makeToken('nobody', 1, first))).toBe('STAFF_UNKNOWN');
  });
});
