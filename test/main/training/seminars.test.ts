import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SEMINAR_STATES, type SeminarPlan, type SeminarState } from '../../../main/api/schema/training.ts';
import { type AuditLog, auditLog } from '../../../main/audit/audit-log.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import { type SeminarRevision, seminarOf, textOfPlan, textOfRevision } from '../../../main/training/revision.ts';
import { openSeminars, type Seminars } from '../../../main/training/seminars.ts';
import { isSettled, mayMove } from '../../../main/training/states.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { at, cme, plan, session } from './plans.ts';

let store: Store;
let audit: AuditLog;
let seminars: Seminars;
let clock: Date;
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  clock = new Date('2026-10-01T00:00:00.000Z');
  await open();
});
afterEach(() => store[Symbol.asyncDispose]());

async function open(): Promise<void> {
  store = await openStore({ folder, now: () => clock });
  audit = auditLog(store);
  seminars = await openSeminars({ store, audit });
}

const row = (change: Partial<SeminarRevision> = {}): SeminarRevision => ({
  seminar: 'x',
  revision: 1,
  at: '2026-10-01T00:00:00.000Z',
  state: 'planned',
  plan: textOfPlan(plan()),
  reason: '',
  ...change,
});

describe('a seminar', () => {
  it('is planned first, and there again after the program was restarted', async () => {
    const made = await seminars.create(plan());
    expect(made).toEqual({
      id: made.id,
      revision: 1,
      state: 'planned',
      next: ['applied', 'open', 'cancelled'],
      changedAt: '2026-10-01T00:00:00.000Z',
      plan: plan(),
    });
    await store[Symbol.asyncDispose]();
    await open();
    expect(seminars.list()).toEqual([made]);
  });

  it('is kept in UTC, whatever zone its times were entered in', async () => {
    const made = await seminars.create(
      plan({ sessions: [session('s1', { startsAt: '2026-11-20T10:00:00+09:00', endsAt: '2026-11-20T11:00:00+09:00' })] }),
    );
    expect(made.plan.sessions[0]).toMatchObject({ startsAt: '2026-11-20T01:00:00.000Z', endsAt: '2026-11-20T02:00:00.000Z' });
  });

  it('keeps every revision', async () => {
    const { id } = await seminars.create(plan());
    await seminars.revise(id, 1, plan({ title: 'Second' }));
    expect(await seminars.move(id, 'applied', 'letter of 1 October')).toMatchObject({ revision: 3, state: 'applied', plan: { title: 'Second' } });
    const kept = await seminars.revisions(id);
    expect(kept.map(({ revision, state, reason }) => [revision, state, reason])).toEqual([
      [1, 'planned', ''],
      [2, 'planned', ''],
      [3, 'applied', 'letter of 1 October'],
    ]);
    await expect(store.db.updateTable('seminar_revision').set({ state: 'settled' }).execute()).rejects.toThrow('append-only');
    await expect(store.db.deleteFrom('seminar_revision').execute()).rejects.toThrow('append-only');
  });

  it('leaves an entry in the audit log for every change', async () => {
    const { id } = await seminars.create(plan());
    await seminars.revise(id, 1, plan({ title: 'Second' }));
    await seminars.move(id, 'open', 'a reason that stays out of the log');
    expect((await audit.list(null, 10)).map(({ action, facts }) => [action, facts])).toEqual([
      ['seminar.moved', { seminar: id, revision: 3, from: 'planned', to: 'open' }],
      ['seminar.revised', { seminar: id, revision: 2, title: 'Second' }],
      ['seminar.created', { seminar: id, title: 'Autumn seminar' }],
    ]);
  });

  it('tells whoever watches, until they stop', async () => {
    const told: number[] = [];
    const watching = seminars.watch(({ revision }) => told.push(revision));
    const { id } = await seminars.create(plan());
    await seminars.move(id, 'open', '');
    watching[Symbol.dispose]();
    await seminars.move(id, 'running', '');
    expect(told).toEqual([1, 2]);
  });

  it('keep why the plan was changed, out of the log', async () => {
    const { id } = await seminars.create(plan());
    await seminars.revise(id, 1, plan({ title: 'Shorter' }), 'the speaker fell ill');
    expect((await seminars.revisions(id)).map(({ reason }) => reason)).toEqual(['', 'the speaker fell ill']);
    expect(JSON.stringify(await audit.list(null, 10))).not.toContain('fell ill');
  });

  it.each<[string, () => Promise<unknown> | unknown]>([
    ['get', () => seminars.get('nobody')],
    ['revise', () => seminars.revise('nobody', 1, plan())],
    ['move', () => seminars.move('nobody', 'open', '')],
    ['revisions', () => seminars.revisions('nobody')],
  ])('that does not exist: %s', async (_what, call) => {
    await expect((async () => call())()).rejects.toMatchObject({ code: 'SEMINAR_UNKNOWN' });
  });
});

describe('revising', () => {
  it('is refused to the second of two who began from the same revision', async () => {
    const { id } = await seminars.create(plan());
    const both = await Promise.allSettled([seminars.revise(id, 1, plan({ title: 'A' })), seminars.revise(id, 1, plan({ title: 'B' }))]);
    expect(both).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'SEMINAR_CHANGED_MEANWHILE' } }]);
    expect(seminars.get(id).plan.title).toBe('A');
  });

  it.each<[string, Partial<SeminarPlan>, object]>([
    [
      'a session that ends before it starts',
      { sessions: [session('s1', { endsAt: at('09:00') })] },
      { finding: 'session-ends-before-start', session: 's1' },
    ],
    ['a room that is none', { sessions: [session('s1', { room: 'c' })] }, { finding: 'room-unknown', session: 's1', room: 'c' }],
    ['more units than minutes', { sessions: [session('s1', { credits: [cme('74', 1.5)] })] }, { finding: 'units-beyond-minutes', session: 's1' }],
  ])('%s is refused and named', async (_what, change, detail) => {
    await expect(seminars.create(plan(change))).rejects.toMatchObject({ code: 'SEMINAR_PLAN_WRONG', detail });
    const { id } = await seminars.create(plan());
    await expect(seminars.revise(id, 1, plan(change))).rejects.toMatchObject({ code: 'SEMINAR_PLAN_WRONG', detail });
    expect(seminars.get(id)).toMatchObject({ revision: 1, plan: plan() });
  });

  it('goes on where something is only unusual', async () => {
    expect(await seminars.create(plan({ certifiedNumbers: [] }))).toMatchObject({ revision: 1 });
  });

  it.each(SEMINAR_STATES)('of a seminar that is %s', async (state) => {
    await seminars.adopt([row({ state })]);
    const call = seminars.revise('x', 1, plan({ title: 'New' }));
    if (isSettled(state)) await expect(call).rejects.toMatchObject({ code: 'SEMINAR_SETTLED' });
    else expect(await call).toMatchObject({ state, plan: { title: 'New' } });
  });
});

describe('moving', () => {
  const PAIRS = SEMINAR_STATES.flatMap((from) => SEMINAR_STATES.map((to): [SeminarState, SeminarState] => [from, to]));

  it('by hand, over every pair of states', async () => {
    await seminars.adopt(PAIRS.map(([from, to]) => row({ seminar: `${from}-${to}`, state: from })));
    for (const [from, to] of PAIRS) {
      const seminar = `${from}-${to}`;
      const moved = await seminars.move(seminar, to, '').then(
        ({ state }) => state,
        ({ code, detail }) => ({ code, detail }),
      );
      expect(moved).toEqual(mayMove('hand', from, to) ? to : { code: 'SEMINAR_STATE_REFUSED', detail: { from, to } });
    }
  });

  it('with an operation keeps both or neither', async () => {
    await seminars.adopt([row({ state: 'closed' })]);
    const failing = seminars.moveWith('x', { by: 'settle', to: 'settled', reason: '' }, async (transaction) => {
      await transaction.insertInto('setting').values({ name: 'half', value: '1' }).execute();
      throw new Error('in between');
    });
    await expect(failing).rejects.toThrow('in between');
    expect(seminars.get('x')).toMatchObject({ state: 'closed', revision: 1 });
    expect(await store.db.selectFrom('setting').selectAll().execute()).toEqual([]);
    const done = await seminars.moveWith('x', { by: 'settle', to: 'settled', reason: '' }, async (_transaction, before) => {
      expect(before).toMatchObject({ state: 'closed', revision: 1 });
    });
    expect(done).toMatchObject({ state: 'settled', revision: 2, next: [] });
  });

  it('with an operation is refused where the operation does not lead', async () => {
    await seminars.adopt([row({ state: 'open' })]);
    const call = seminars.moveWith('x', { by: 'settle', to: 'settled', reason: '' }, () => Promise.reject(new Error('never called')));
    await expect(call).rejects.toMatchObject({ code: 'SEMINAR_STATE_REFUSED' });
  });
});

describe('revisions of another station', () => {
  const mine = row({ revision: 2, at: '2026-10-02T00:00:00.000Z', plan: textOfPlan(plan({ title: 'Mine' })) });
  const theirs = row({ revision: 2, at: '2026-10-03T00:00:00.000Z', plan: textOfPlan(plan({ title: 'Theirs' })) });

  it('are kept beside those of this one; the later counts', async () => {
    await seminars.adopt([row(), mine]);
    await seminars.adopt([theirs]);
    expect(seminars.get('x')).toMatchObject({ revision: 3, plan: { title: 'Theirs' } });
    expect((await seminars.revisions('x')).length).toBe(3);
    await store[Symbol.asyncDispose]();
    await open();
    expect(seminars.get('x')).toMatchObject({ revision: 3, plan: { title: 'Theirs' } });
  });

  it('make an edit that was begun without them fail, though their number is the same', async () => {
    await seminars.adopt([row(), mine]);
    await seminars.adopt([theirs]);
    await expect(seminars.revise('x', 2, plan())).rejects.toMatchObject({ code: 'SEMINAR_CHANGED_MEANWHILE', detail: { revision: 3 } });
    expect(await seminars.revise('x', 3, plan({ title: 'Both' }))).toMatchObject({ revision: 4, plan: { title: 'Both' } });
  });

  it('are told to watchers only where something changes', async () => {
    const told: number[] = [];
    using _watching = seminars.watch(({ revision }) => told.push(revision));
    await seminars.adopt([row()]);
    await seminars.adopt([row()]);
    await seminars.adopt([row(), mine]);
    expect(told).toEqual([1, 2]);
  });

  it('that did not know of the settlement do not take it back', async () => {
    await seminars.adopt([row({ revision: 2, state: 'settled' })]);
    await seminars.adopt([row({ revision: 9, at: '2027-01-01T00:00:00.000Z', state: 'open', plan: textOfPlan(plan({ title: 'Unaware' })) })]);
    expect(seminars.get('x')).toMatchObject({ state: 'settled', plan: { title: 'Autumn seminar' } });
  });

  it.each<[string, object]>([
    ['a state that is none', { state: 'lost' }],
    ['a plan that is none', { plan: '{}' }],
    ['a plan that is no JSON', { plan: 'plan' }],
    ['a number that is none', { revision: 0 }],
    ['a time that is none', { at: 'today' }],
  ])('with %s are refused with all that came beside', async (_what, change) => {
    const call = seminars.adopt([row({ seminar: 'y' }), { ...row(), ...change } as SeminarRevision]);
    await expect(call).rejects.toMatchObject({ code: 'BUNDLE_UNREADABLE' });
    expect(seminars.list()).toEqual([]);
  });

  const anyRow = fc
    .record({
      revision: fc.integer({ min: 1, max: 3 }),
      at: fc.constantFrom('2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z'),
      state: fc.constantFrom<SeminarState>('planned', 'open', 'settled', 'corrected'),
      title: fc.constantFrom('A', 'B'),
    })
    .map(({ title, ...change }) => row({ ...change, plan: textOfPlan(plan({ title })) }));

  it('property: the order in which they came and how often changes nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyRow, { minLength: 1, maxLength: 8, selector: textOfRevision }), fc.infiniteStream(fc.nat()), (rows, order) => {
        const shuffled = rows.map((item) => ({ item, key: order.next().value as number })).sort((a, b) => a.key - b.key);
        expect(seminarOf(shuffled.map(({ item }) => item))).toEqual(seminarOf(rows));
      }),
    );
  });

  it('property: two stations that hand each other everything agree', async () => {
    await using other = await openStore({ folder: await temporaryFolder(), now: () => clock });
    const theirSeminars = await openSeminars({ store: other, audit: auditLog(other) });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 5 }), fc.array(anyRow, { maxLength: 5 }), async (here, there) => {
        count += 1;
        const seminar = `s${count}`;
        const named = (rows: readonly SeminarRevision[]) => rows.map((item) => ({ ...item, seminar }));
        await seminars.adopt(named(here));
        await theirSeminars.adopt(named(there));
        await theirSeminars.adopt(await seminars.revisions(seminar));
        await seminars.adopt(await theirSeminars.revisions(seminar));
        expect(seminars.get(seminar)).toEqual(theirSeminars.get(seminar));
        expect(await seminars.revisions(seminar)).toEqual(await theirSeminars.revisions(seminar));
        expect((await seminars.revisions(seminar)).length).toBe(new Set([...named(here), ...named(there)].map(textOfRevision)).size);
      }),
      { numRuns: 25 },
    );
  });
});
