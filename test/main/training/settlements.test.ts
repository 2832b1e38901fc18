import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HeldPerson } from '../../../main/api/schema/membership.ts';
import { type LocalRules, type SeminarPlan, type SeminarState, settlement } from '../../../main/api/schema/training.ts';
import type { KnownFact } from '../../../main/attendance/facts/fact.ts';
import { type AuditLog, auditLog } from '../../../main/audit/audit-log.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import { textOfPlan } from '../../../main/training/revision.ts';
import { NOTHING_SET, rulesVersionWith } from '../../../main/training/rules/local-rules.ts';
import { openSeminars, type Seminars } from '../../../main/training/seminars.ts';
import { openSettlements, type Settlements } from '../../../main/training/settlements.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fact, held, SEMINAR } from './facts.ts';
import { at, credit, plan, session } from './plans.ts';

let store: Store;
let audit: AuditLog;
let seminars: Seminars;
let settlements: Settlements;
let facts: KnownFact[];
let elsewhere: KnownFact[];
let people: HeldPerson[];
let local: LocalRules;
let came: string;
let stayedAway: string;
let clock: string;
let offsetMs: number | null;

const PLAN = plan({ sessions: [session('s1', { credits: [credit('occupational-health', 'lifelong-renewal', 1)] })] });

beforeEach(async () => {
  clock = at('12:00');
  offsetMs = null;
  store = await openStore({ folder: await temporaryFolder(), now: () => new Date(clock) });
  audit = auditLog(store);
  seminars = await openSeminars({ store, audit });
  [came, stayedAway] = [await store.persons.create(store.db), await store.persons.create(store.db)];
  facts = [fact(came, 'in 09:55')];
  elsewhere = [];
  people = [held(came), held(stayedAway, { registration: '7', name: '市谷　一郎', kana: 'いちがや　いちろう' })];
  local = NOTHING_SET;
  settlements = openSettlements({
    store,
    audit,
    seminars,
    people: { byId: (person) => people.find((one) => one.person === person) ?? null, booked: () => people },
    facts: { of: async (of) => (of === SEMINAR ? facts : elsewhere) },
    offsetMs: () => offsetMs,
    localRules: {
      get current() {
        return local;
      },
    },
  });
  await is('closed');
});
afterEach(() => store[Symbol.asyncDispose]());

let revision = 0;
/** Puts the seminar into a state, as another station might have. */
async function is(state: 'closed' | 'running' | 'submitted' | 'accepted' | 'partly-rejected' | 'planned'): Promise<void> {
  revision += 1;
  await seminars.adopt([{ seminar: SEMINAR, revision, at: clock, state, plan: textOfPlan(PLAN), reason: '' }]);
}

const units = (totals: readonly { readonly units: number }[]) => totals.map((total) => total.units);
const ANSWERING = ['市谷　一郎', '牛込　健', 'forgot to tap'] as const;

describe('a preview', () => {
  it('freezes nothing', async () => {
    const preview = await settlements.preview(SEMINAR);
    expect(settlement.parse(preview)).toEqual(preview);
    expect(preview).toMatchObject({ number: 0, by: '', confirmedBy: null, reason: null, rules: rulesVersionWith(NOTHING_SET), factsSince: 0 });
    expect(preview.participations.map(({ person, totals }) => [person, units(totals)])).toEqual([
      [stayedAway, []],
      [came, [1]],
    ]);
    expect(await settlements.list(SEMINAR)).toEqual([]);
    expect(seminars.get(SEMINAR).state).toBe('closed');
  });

  it('changes its hash with the facts', async () => {
    const before = await settlements.preview(SEMINAR);
    expect((await settlements.preview(SEMINAR)).hash).toBe(before.hash);
    facts = [...facts, fact(came, 'seen 10:30')];
    expect((await settlements.preview(SEMINAR)).hash).not.toBe(before.hash);
  });

  it('knows nothing of what is still to come, be the seminar closed or not', async () => {
    clock = at('10:00');
    seminars = await openSeminars({ store, audit });
    await seminars.adopt([{ seminar: 'other', revision: 1, at: clock, state: 'running', plan: textOfPlan(PLAN), reason: '' }]);
    const early = openSettlements({
      store,
      audit,
      seminars,
      people: { byId: () => null, booked: () => [] },
      facts: { of: async () => facts },
      localRules: { current: local },
      offsetMs: () => null,
    });
    expect((await early.preview('other')).participations).toMatchObject([{ sessions: [{ reason: 'absent' }] }]);
    await seminars.move('other', 'closed', '');
    expect((await early.preview('other')).participations).toMatchObject([{ sessions: [{ reason: 'absent' }] }]);
    clock = at('10:40');
    expect((await early.preview('other')).participations).toMatchObject([{ sessions: [{ minutes: 40 }] }]);
    clock = at('11:00');
    expect((await early.preview('other')).participations).toMatchObject([{ sessions: [{ minutes: 60, reason: null }] }]);
  });
});

describe('settling', () => {
  it('freezes the result, moves the seminar and is audited', async () => {
    const settled = await settlements.settle(SEMINAR, '市谷　一郎');
    expect(settlement.parse(settled)).toEqual(settled);
    const { participations } = await settlements.preview(SEMINAR);
    expect(settled).toMatchObject({ number: 1, at: clock, by: '市谷　一郎', confirmedBy: null, reason: null, factsSince: 0, participations });
    expect(seminars.get(SEMINAR).state).toBe('settled');
    expect((await audit.list(null, 1))[0]).toMatchObject({
      action: 'seminar.settled',
      facts: { seminar: SEMINAR, number: 1, persons: 2, hash: settled.hash },
    });
  });

  it('keeps what was frozen, whatever happens after', async () => {
    const settled = await settlements.settle(SEMINAR, '市谷　一郎');
    facts = [...facts, fact(stayedAway, 'manual 09:58')];
    people = [];
    local = { ...NOTHING_SET, occupationalDailyCap: 0.5 };
    expect(await settlements.list(SEMINAR)).toEqual([{ ...settled, factsSince: 1 }]);
  });

  it('says which rules the association had set', async () => {
    local = { ...NOTHING_SET, occupationalDailyCap: 0.5 };
    const settled = await settlements.settle(SEMINAR, '市谷　一郎');
    expect(settled.rules).toBe(rulesVersionWith(local));
    expect(settled.participations.map(({ totals }) => units(totals))).toEqual([[], [0.5]]);
  });

  it('leaves nothing personal in clear', async () => {
    await settlements.settle(SEMINAR, '市谷　一郎');
    await settlements.correct(SEMINAR, ...ANSWERING);
    const tables = await Promise.all([
      store.db.selectFrom('settlement').selectAll().execute(),
      store.db.selectFrom('settlement_row').selectAll().execute(),
      store.db.selectFrom('audit_entry').selectAll().execute(),
      store.db.selectFrom('seminar_revision').selectAll().execute(),
    ]);
    const text = tables
      .flat()
      .map((row) =>
        Object.values(row)
          .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
          .join('\n'),
      )
      .join('\n');
    for (const secret of ['市谷', '牛込', '高橋', '髙橋', 'たかはし', '神楽坂', '123456', '1970-04-05', 'forgot']) expect(text).not.toContain(secret);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['without a name', () => settlements.settle(SEMINAR, ' 　 '), 'REASON_NEEDED'],
    ['of a seminar that is none', () => settlements.settle('nobody', 'A'), 'SEMINAR_UNKNOWN'],
    ['twice', () => settlements.settle(SEMINAR, 'A').then(() => settlements.settle(SEMINAR, 'A')), 'SEMINAR_SETTLED'],
    ['before it is closed', () => is('running').then(() => settlements.settle(SEMINAR, 'A')), 'SEMINAR_STATE_REFUSED'],
  ])('%s is refused', async (_what, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });

  it.each<[string, string, number | null, string | null]>([
    ['a second before the end of its last session', at('10:59:59'), null, 'SEMINAR_NOT_OVER'],
    ['at its end', at('11:00'), null, null],
    ['with a clock that is an hour fast, as other stations know', at('11:30'), -3_600_000, 'SEMINAR_NOT_OVER'],
    ['with a clock that is an hour slow, as other stations know', at('10:30'), 3_600_000, null],
  ])('%s', async (_when, time, offset, code) => {
    clock = time;
    offsetMs = offset;
    const settling = settlements.settle(SEMINAR, 'A');
    if (code === null) return expect(await settling).toMatchObject({ number: 1 });
    await expect(settling).rejects.toMatchObject({ code, detail: { seminar: SEMINAR, until: '2026-11-20 11:00 JST' } });
    expect(() => settlements.requireOver(SEMINAR)).toThrow(expect.objectContaining({ code }));
    expect([seminars.get(SEMINAR).state, await settlements.list(SEMINAR)]).toEqual(['closed', []]);
  });

  it('at once from two screens happens once', async () => {
    const both = await Promise.allSettled([settlements.settle(SEMINAR, 'A'), settlements.settle(SEMINAR, 'B')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await settlements.list(SEMINAR)).map(({ number }) => number)).toEqual([1]);
  });
});

describe('somebody who was at another seminar of this desk at the same time', () => {
  const other = (startsAt: string, endsAt: string, more: Partial<SeminarPlan> = {}) =>
    plan({ title: 'Winter seminar', sessions: [session('t1', { startsAt: at(startsAt), endsAt: at(endsAt) })], ...more });
  const adopted = (of: SeminarPlan, state: SeminarState = 'closed') =>
    seminars.adopt([{ seminar: 'other', revision: 1, at: clock, state, plan: textOfPlan(of), reason: '' }]);
  const flagged = async () => (await settlements.preview(SEMINAR)).participations.find(({ person }) => person === came);

  it('is flagged by its name, in the preview and in the result, and is settled all the same', async () => {
    await adopted(other('10:30', '11:30'));
    elsewhere = [fact(came, 'in 10:40', { seminar: 'other' })];
    const expected = { flags: ['elsewhere'], elsewhere: [{ seminar: 'other', title: 'Winter seminar' }], totals: [{ units: 1 }] };
    expect(await flagged()).toMatchObject(expected);
    const settled = await settlements.settle(SEMINAR, 'A');
    expect(settlement.parse(settled)).toEqual(settled);
    for (const { participations } of [settled, ...(await settlements.list(SEMINAR))])
      expect(participations.map(({ person, flags }) => [person, flags])).toEqual([
        [stayedAway, []],
        [came, ['elsewhere']],
      ]);
    expect((await settlements.preview('other')).participations).toMatchObject([
      { person: stayedAway },
      { person: came, elsewhere: [{ seminar: SEMINAR, title: PLAN.title }] },
    ]);
  });

  it.each<[string, SeminarPlan, readonly string[], SeminarState]>([
    ['the other begins when this one ends', other('11:00', '12:00'), ['in 10:55'], 'closed'],
    ['left before the other began to count', other('10:30', '11:30'), ['in 10:20', 'out 10:30'], 'closed'],
    ['was only seen there', other('10:30', '11:30'), ['seen 10:40'], 'closed'],
    ['a rehearsal', other('10:30', '11:30', { practice: true }), ['in 10:40'], 'closed'],
    ['a seminar that was called off', other('10:30', '11:30'), ['in 10:40'], 'cancelled'],
  ])('is not flagged: %s', async (_what, of, told, state) => {
    await adopted(of, state);
    elsewhere = told.map((text) => fact(came, text, { seminar: 'other' }));
    expect(await flagged()).toMatchObject({ flags: [] });
    expect(await flagged()).not.toHaveProperty('elsewhere');
  });

  it('is not flagged for having left here before the other began', async () => {
    await adopted(other('10:30', '11:30'));
    facts = [...facts, fact(came, 'out 10:30')];
    elsewhere = [fact(came, 'in 10:31', { seminar: 'other' })];
    expect(await flagged()).toMatchObject({ flags: [] });
  });

  it('is not flagged for what an annulled fact or a test card says', async () => {
    await adopted(other('10:30', '11:30'));
    const arrival = fact(came, 'in 10:40', { seminar: 'other' });
    elsewhere = [arrival, fact(came, 'void 12:00', { seminar: 'other', about: arrival.hash })];
    expect(await flagged()).toMatchObject({ flags: [] });
    elsewhere = [fact(came, 'in 10:40', { seminar: 'other', test: true })];
    expect(await flagged()).toMatchObject({ flags: [] });
  });
});

describe('correcting', () => {
  beforeEach(async () => {
    await settlements.settle(SEMINAR, '市谷　一郎');
  });

  it('freezes another result with the facts that came since, chained to the one before', async () => {
    facts = [...facts, fact(stayedAway, 'manual 09:58')];
    clock = at('18:00');
    const corrected = await settlements.correct(SEMINAR, ...ANSWERING);
    expect(corrected).toMatchObject({ number: 2, at: clock, by: '市谷　一郎', confirmedBy: '牛込　健', reason: 'forgot to tap', factsSince: 0 });
    expect(corrected.participations.map(({ totals }) => units(totals))).toEqual([[1], [1]]);
    expect(seminars.get(SEMINAR).state).toBe('corrected');
    const [second, first] = await settlements.list(SEMINAR);
    expect([second!.number, first!.number, first!.factsSince]).toEqual([2, 1, 1]);
    const { body } = await store.db.selectFrom('settlement').select('body').where('number', '=', 2).executeTakeFirstOrThrow();
    expect(JSON.parse(body)).toMatchObject({ previous: first!.hash, facts: { count: 2 } });
    expect((await audit.list(null, 1))[0]).toMatchObject({ action: 'seminar.corrected', facts: { number: 2 } });
  });

  it.each<[string, readonly [string, string, string], string]>([
    ['nobody confirms', ['市谷　一郎', ' ', 'x'], 'SECOND_PERSON_NEEDED'],
    ['nobody asks', ['', '牛込　健', 'x'], 'SECOND_PERSON_NEEDED'],
    ['one person confirms what it asks', ['市谷　一郎', '市谷一郎', 'x'], 'SECOND_PERSON_NEEDED'],
    ['one person with a space of no width', ['山田太郎', '山田\u200b太郎', 'x'], 'SECOND_PERSON_NEEDED'],
    ['one person with a variant of a letter', ['葛城', '葛\u{e0100}城\ufe00', 'x'], 'SECOND_PERSON_NEEDED'],
    ['one person with fillers', ['山田太郎', '山田\u3164\u00ad太郎\u202e\u0007', 'x'], 'SECOND_PERSON_NEEDED'],
    ['a name of nothing that can be seen', ['市谷　一郎', '\u200b\ufeff', 'x'], 'SECOND_PERSON_NEEDED'],
    ['one person in other letters', ['Ｉｃｈｉｇａｙａ', 'ichigaya', 'x'], 'SECOND_PERSON_NEEDED'],
    ['no reason', ['市谷　一郎', '牛込　健', ' '], 'REASON_NEEDED'],
  ])('%s: refused', async (_what, order, code) => {
    await expect(settlements.correct(SEMINAR, ...order)).rejects.toMatchObject({ code });
    expect((await settlements.list(SEMINAR)).length).toBe(1);
  });

  it.each(['submitted', 'accepted', 'partly-rejected'] as const)('what is %s may be corrected', async (state) => {
    revision = 50;
    await is(state);
    expect(await settlements.correct(SEMINAR, ...ANSWERING)).toMatchObject({ number: 2 });
  });

  it('what another station has settled is refused: its result is not here', async () => {
    await seminars.adopt([{ seminar: 'theirs', revision: 1, at: clock, state: 'settled', plan: textOfPlan(PLAN), reason: '' }]);
    await expect(settlements.correct('theirs', ...ANSWERING)).rejects.toMatchObject({ code: 'SEMINAR_NOT_SETTLED' });
    expect(seminars.get('theirs')).toMatchObject({ state: 'settled', revision: 1 });
  });

  it('what is not settled is refused', async () => {
    await seminars.adopt([{ seminar: 'open', revision: 1, at: clock, state: 'closed', plan: textOfPlan(PLAN), reason: '' }]);
    await expect(settlements.correct('open', ...ANSWERING)).rejects.toMatchObject({ code: 'SEMINAR_NOT_SETTLED' });
  });
});

describe('a frozen result', () => {
  it('of whom the data were erased shows a deleted row, and its totals count', async () => {
    const settled = await settlements.settle(SEMINAR, 'A');
    await store.persons.destroy(store.db, came);
    const [opened] = await settlements.list(SEMINAR);
    expect(opened!.hash).toBe(settled.hash);
    expect(opened!.participations).toMatchObject([
      { person: stayedAway, name: '市谷　一郎' },
      {
        person: came,
        name: '',
        registration: null,
        firstIn: null,
        sessions: [],
        totals: [{ scheme: 'occupational-health', units: 1 }],
        flags: ['deleted'],
      },
    ]);
  });

  it('can be made of somebody whose data were erased before', async () => {
    await store.persons.destroy(store.db, came);
    const settled = await settlements.settle(SEMINAR, 'A');
    expect(settled.participations.find(({ person }) => person === came)).toMatchObject({ flags: ['deleted'], totals: [{ units: 1 }] });
  });

  /** What only somebody with the file in hands can do. */
  async function tamper(statement: string): Promise<void> {
    await sql.raw('DROP TRIGGER settlement_is_never_changed').execute(store.db);
    await sql.raw('DROP TRIGGER settlement_is_never_deleted').execute(store.db);
    await sql.raw('DROP TRIGGER settlement_row_is_never_changed').execute(store.db);
    await sql.raw('PRAGMA foreign_keys = OFF').execute(store.db);
    await sql.raw(statement).execute(store.db);
  }

  it.each<[string, string]>([
    ['whose totals were changed', `UPDATE settlement SET body = replace(body, '"units":1', '"units":9') WHERE number = 1`],
    ['whose hash was changed', `UPDATE settlement SET hash = 'ff' WHERE number = 1`],
    ['before which one is missing', 'DELETE FROM settlement WHERE number = 1'],
    [
      'that has a row of another',
      'UPDATE settlement_row SET sealed = (SELECT sealed FROM settlement_row AS other WHERE other.number = 1 AND other.person = settlement_row.person) WHERE number = 2',
    ],
  ])('%s is told', async (_what, statement) => {
    await settlements.settle(SEMINAR, 'A');
    await settlements.correct(SEMINAR, ...ANSWERING);
    await tamper(statement);
    await expect(settlements.list(SEMINAR)).rejects.toMatchObject({ code: 'AUDIT_CHAIN_BROKEN' });
  });

  it('is never changed', async () => {
    await settlements.settle(SEMINAR, 'A');
    await expect(store.db.updateTable('settlement').set({ hash: '' }).execute()).rejects.toThrow('append-only');
    await expect(store.db.deleteFrom('settlement_row').execute()).rejects.toThrow('append-only');
  });
});
