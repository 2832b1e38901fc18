import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffOrder } from '../../../../main/api/schema/staff.ts';
import { seatOf } from '../../../../main/credentials/seat.ts';
import { nonce } from '../../../support/authority-desk.ts';
import { clientAs, failureOf } from '../../support/credential-client.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

/** A loss that the approver proposes. */
async function proposed(by = flow.seats.approver) {
  const known = await flow.withCard();
  const { proposal } = await by.advance({
    nonce: nonce(),
    object: known.card,
    transition: 'lose',
    evidence: ['caller-checks'],
    reason: '車内で紛失',
  });
  return { ...known, proposal: proposal! };
}

/** A new member of the staff, added by two. */
async function colleague(order: StaffOrder) {
  const { id } = await flow.authority.staff.add(order, flow.seats.approver.acting, flow.seats.second.acting);
  return seatOf(flow.authority, await flow.authority.staff.actingOf(id));
}
let colleagues = 0;
const named = (roles: StaffOrder['roles'], association: string | null = null): StaffOrder => {
  colleagues += 1;
  return { name: `同僚${colleagues}`, roles, association };
};

const { confirm, refuse } = {
  confirm: (by: { readonly acting: Parameters<Flow['authority']['proposals']['confirm']>[0] }, id: string) =>
    refusalOf(flow.authority.proposals.confirm(by.acting, id)),
  refuse: (by: { readonly acting: Parameters<Flow['authority']['proposals']['confirm']>[0] }, id: string) =>
    refusalOf(flow.authority.proposals.refuse(by.acting, id, 'いいえ')),
};

describe('a step that two persons take', () => {
  it('is told to those who may confirm it, with why others may not', async () => {
    const { holder, card, proposal } = await proposed();
    const seen = async (by: { readonly acting: Parameters<Flow['authority']['proposals']['list']>[0] }) =>
      (await flow.authority.proposals.list(by.acting)).find(({ id }) => id === proposal);
    expect(await seen(flow.seats.second)).toMatchObject({
      kind: 'advance',
      by: 'approver',
      holder,
      name: '検証　太郎',
      object: card,
      transition: 'lose',
      reason: '車内で紛失',
      count: 1,
      because: null,
    });
    expect([(await seen(flow.seats.approver))!.because, (await seen(flow.seats.operator))!.because]).toEqual(['own', 'role']);
    await flow.confirm(proposal);
    expect(await seen(flow.seats.second)).toBeUndefined();
    const [event] = (await flow.events(holder)).filter(({ transition }) => transition === 'lose');
    expect(event).toMatchObject({ by: flow.seats.approver.acting.id, second: flow.seats.second.acting.id });
    expect((await flow.seats.clerk.page(holder)).timeline.find(({ transition }) => transition === 'lose')).toMatchObject({
      by: 'approver',
      second: 'second',
      reason: '車内で紛失',
    });
  });

  it('is shown with the evidence and what was given, and confirmed as it was shown alone', async () => {
    const { card, holder } = await flow.withCard();
    const { proposal } = await flow.seats.approver.advance({
      ...{ nonce: nonce(), object: card, transition: 'lose', evidence: ['caller-checks'], reason: '車内で紛失', facts: { pinKnown: true } },
    });
    const seen = async () => (await flow.authority.proposals.list(flow.seats.second.acting)).find(({ id }) => id === proposal)!;
    const before = await seen();
    expect(before.details).toEqual(
      expect.arrayContaining([
        { label: 'state', value: '', object: card, state: 'active' },
        { label: 'evidence', value: expect.any(String) },
        { label: 'pinKnown', value: 'true' },
      ]),
    );
    expect(before.digest).toMatch(/^[0-9a-f]{64}$/);
    await flow.store.db.updateTable('credential_object').set({ state: 'pin-blocked' }).where('id', '=', card).execute();
    const client = clientAs(flow, flow.seats.second.acting);
    expect(await failureOf(client.proposals.confirm({ id: proposal!, digest: before.digest }))).toBe('PROPOSAL_STALE');
    await flow.store.db.updateTable('credential_object').set({ state: 'active' }).where('id', '=', card).execute();
    expect((await seen()).digest).toBe(before.digest);
    expect(await failureOf(client.proposals.confirm({ id: proposal!, digest: before.digest }))).toBeNull();
    expect((await flow.events(holder)).some(({ transition }) => transition === 'lose')).toBe(true);
  });

  it('keeps the reason sealed', async () => {
    const { proposal } = await proposed();
    const row = await flow.store.db.selectFrom('credential_proposal').selectAll().where('id', '=', proposal).executeTakeFirstOrThrow();
    expect(JSON.parse(row.body)).not.toHaveProperty('reason');
    expect(Buffer.from(row.sealed!).includes(Buffer.from('紛失'))).toBe(false);
  });

  it.each<[who: string, by: () => { readonly acting: Flow['seats']['clerk']['acting'] }, code: string]>([
    ['whoever proposed it', () => flow.seats.approver, 'SECOND_PERSON_NEEDED'],
    ['somebody without a role for it', () => flow.seats.operator, 'STAFF_ROLE_NEEDED'],
    ['the auditor', () => flow.seats.auditor, 'STAFF_ROLE_NEEDED'],
    ['an approver of another association', () => flow.seatAs(['approver'], '青葉区医師会'), 'PROPOSAL_UNKNOWN'],
  ])('is not confirmed by %s', async (_who, by, code) => {
    const { card, proposal } = await proposed();
    expect(await confirm(by(), proposal)).toBe(code);
    expect((await flow.row(card)).state).toBe('active');
  });

  it('is confirmed by an approver of one’s own association', async () => {
    const { card, proposal } = await proposed();
    expect(await confirm(flow.seatAs(['approver'], '文京区医師会'), proposal)).toBeNull();
    expect((await flow.row(card)).state).toBe('lost');
  });

  it('is confirmed once, also by two at once', async () => {
    const { holder, card, proposal } = await proposed();
    const other = flow.seatAs(['approver']);
    await Promise.allSettled([
      flow.authority.proposals.confirm(flow.seats.second.acting, proposal),
      flow.authority.proposals.confirm(other.acting, proposal),
    ]);
    expect((await flow.events(holder)).filter(({ transition }) => transition === 'lose')).toHaveLength(1);
    expect(await confirm(flow.seats.second, proposal)).toBe('PROPOSAL_UNKNOWN');
    expect((await flow.row(card)).state).toBe('lost');
    const [event] = (await flow.events(holder)).filter(({ transition }) => transition === 'lose');
    const row = await flow.store.db.selectFrom('credential_proposal').selectAll().where('id', '=', proposal).executeTakeFirstOrThrow();
    expect([row.state, row.decided_by]).toEqual(['confirmed', event!.second]);
  });

  it.each<[who: string, by: () => { readonly acting: Flow['seats']['clerk']['acting'] }, code: string | null]>([
    ['a second person', () => flow.seats.second, null],
    ['whoever proposed it, who takes it back', () => flow.seats.approver, null],
    ['somebody without a role for it', () => flow.seats.clerk, 'STAFF_ROLE_NEEDED'],
    ['another association', () => flow.seatAs(['approver'], '青葉区医師会'), 'PROPOSAL_UNKNOWN'],
  ])('is refused by %s', async (_who, by, code) => {
    const { card, proposal } = await proposed();
    expect(await refuse(by(), proposal)).toBe(code);
    expect(await confirm(flow.seats.second, proposal)).toBe(code === null ? 'PROPOSAL_UNKNOWN' : null);
    expect((await flow.row(card)).state).toBe(code === null ? 'active' : 'lost');
  });

  it('lapses after its hours', async () => {
    const { proposal } = await proposed();
    const before = flow.clock.at;
    flow.clock.at += 72 * 3_600_000 - 60_000;
    expect((await flow.authority.proposals.list(flow.seats.second.acting)).find(({ id }) => id === proposal)!.because).toBeNull();
    flow.clock.at += 120_000;
    expect((await flow.authority.proposals.list(flow.seats.second.acting)).find(({ id }) => id === proposal)!.because).toBe('lapsed');
    expect(await confirm(flow.seats.second, proposal)).toBe('PROPOSAL_STALE');
    flow.clock.at = before;
  });

  it('that the state has overtaken is stale and changes nothing', async () => {
    const { holder, card, proposal } = await proposed();
    await flow.take(card, 'note-death');
    const before = await flow.events(holder);
    expect(await confirm(flow.seats.second, proposal)).toMatch(/^PROPOSAL_STALE state/);
    expect(await flow.events(holder)).toEqual(before);
    expect(await refuse(flow.seats.second, proposal)).toBeNull();
  });

  it('needs its proposer to be of the staff still, in a role for it', async () => {
    const [leaver, changed] = [await colleague(named(['approver'])), await colleague(named(['approver']))];
    const [one, other] = [await proposed(leaver), await proposed(changed)];
    const people = [flow.seats.approver.acting, flow.seats.second.acting] as const;
    await flow.authority.staff.leave(leaver.acting.id, ...people);
    await flow.authority.staff.change({ id: changed.acting.id, name: '別の役割', roles: ['examiner'], association: null }, ...people);
    expect(await confirm(flow.seats.second, one.proposal)).toBe('STAFF_UNKNOWN');
    expect(await confirm(flow.seats.second, other.proposal)).toMatch(/^PROPOSAL_STALE role/);
    expect([(await flow.row(one.card)).state, (await flow.row(other.card)).state]).toEqual(['active', 'active']);
    expect((await flow.authority.proposals.list(flow.seats.second.acting)).find(({ id }) => id === one.proposal)!.by).toBe(leaver.acting.name);
    expect(await refuse(flow.seats.second, one.proposal)).toBeNull();
  });
});

describe('a desk that was killed between carrying out and noting it', () => {
  /** What the killed desk left: all is done, and the proposal is open. */
  const reopen = (proposal: string) =>
    flow.store.db.updateTable('credential_proposal').set({ state: 'open', decided_by: null, decided_at: null }).where('id', '=', proposal).execute();
  const two = () => ({ one: clientAs(flow, flow.seats.approver.acting), other: flow.seats.second.acting });

  it('has a step taken once', async () => {
    const { holder, proposal } = await proposed();
    await flow.confirm(proposal);
    await reopen(proposal);
    const before = await flow.events(holder);
    expect(await confirm(flow.seats.second, proposal)).toBeNull();
    expect(await flow.events(holder)).toEqual(before);
  });

  it.each<[what: string, ask: (client: ReturnType<typeof clientAs>, id: string) => Promise<unknown>]>([
    ['adding somebody', (client) => client.staff.add({ name: '新しい人', roles: ['examiner', 'reception'], association: null })],
    ['changing somebody', (client, id) => client.staff.change({ id, name: '改めた人', roles: ['operator'], association: null })],
    ['somebody’s leaving', (client, id) => client.staff.leave({ id })],
  ])('has %s done once', async (_what, ask) => {
    const { acting } = await colleague(named(['examiner']));
    const { one, other } = two();
    await makeReachable(flow);
    expect(await failureOf(ask(one, acting.id))).toBeNull();
    const [proposal] = (await flow.authority.proposals.list(other)).filter(({ kind }) => kind.startsWith('staff-'));
    expect(await confirm({ acting: other }, proposal!.id)).toBeNull();
    const after = await flow.authority.staff.list();
    await reopen(proposal!.id);
    expect(await confirm({ acting: other }, proposal!.id)).toBeNull();
    expect((await flow.authority.staff.list()).map(({ id, name, state, roles }) => ({ id, name, state, roles }))).toEqual(
      after.map(({ id, name, state, roles }) => ({ id, name, state, roles })),
    );
  });
});

/** Both approvers get a token, so that the set-up phase, in which one person decides alone, is over. */
async function makeReachable({ authority, seats }: Flow): Promise<void> {
  const { staff } = authority;
  for (const { acting } of [seats.approver, seats.second])
    await staff.makeToken(acting.id, 1, acting).catch(() => staff.makeToken(acting.id, 1, seats.approver.acting, seats.second.acting));
}

/** What a second approver sees of a change of the staff. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'staff-add': ['name', 'roles-after', 'association-after'],
  'staff-change': ['name-before', 'roles-before', 'association-before', 'name', 'roles-after', 'association-after'],
  'staff-leave': ['name', 'roles-before', 'association-before'],
};

describe('changes of the staff', () => {
  beforeAll(() => makeReachable(flow));
  const open = async () => (await flow.authority.proposals.list(flow.seats.second.acting)).filter(({ kind }) => kind.startsWith('staff-'));

  it.each<
    [kind: string, ask: (client: ReturnType<typeof clientAs>, id: string) => Promise<unknown>, is: (id: string) => Promise<unknown>, then: unknown]
  >([
    [
      'staff-add',
      (client) => client.staff.add({ name: '追加', roles: ['operator'], association: null }),
      async () => (await flow.authority.staff.list()).find(({ name }) => name === '追加')?.roles,
      ['operator'],
    ],
    [
      'staff-change',
      (client, id) => client.staff.change({ id, name: '変更後', roles: ['auditor'], association: null }),
      async (id) => (await flow.authority.staff.list()).find((staff) => staff.id === id)!.roles,
      ['auditor'],
    ],
    [
      'staff-leave',
      (client, id) => client.staff.leave({ id }),
      async (id) => (await flow.authority.staff.list()).find((staff) => staff.id === id)!.state,
      'left',
    ],
  ])('%s is proposed, and done with a second approver alone', async (kind, ask, is, then) => {
    const { acting } = await colleague(named(['examiner']));
    const before = await is(acting.id);
    expect(await failureOf(ask(clientAs(flow, flow.seats.approver.acting), acting.id))).toBeNull();
    const [proposal] = await open();
    expect(proposal).toMatchObject({ kind, by: 'approver', transition: kind, holder: null, because: null });
    expect(proposal!.details.map(({ label }) => label)).toEqual(SHOWN[kind]);
    expect(await is(acting.id)).toEqual(before);
    expect(await confirm(flow.seats.approver, proposal!.id)).toBe('SECOND_PERSON_NEEDED');
    expect(await confirm(flow.seats.clerk, proposal!.id)).toBe('STAFF_ROLE_NEEDED');
    expect(await confirm(flow.seatAs(['approver'], '文京区医師会'), proposal!.id)).toBe('PROPOSAL_UNKNOWN');
    expect(await confirm(flow.seats.second, proposal!.id)).toBeNull();
    expect(await is(acting.id)).toEqual(then);
    expect(await open()).toEqual([]);
  });

  it.each<[who: string, seat: 'clerk' | 'operator' | 'auditor']>([
    ['the reception', 'clerk'],
    ['an operator', 'operator'],
    ['the auditor', 'auditor'],
  ])('are not even proposed by %s', async (_who, seat) => {
    const client = clientAs(flow, flow.seats[seat].acting);
    expect(await failureOf(client.staff.add({ name: 'x', roles: ['approver'], association: null }))).toBe('STAFF_ROLE_NEEDED');
    expect(await failureOf(client.staff.leave({ id: flow.seats.second.acting.id }))).toBe('STAFF_ROLE_NEEDED');
    expect(await open()).toEqual([]);
  });
});
