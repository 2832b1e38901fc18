import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SeminarState, type Settlement, submission } from '../../../../main/api/schema/training.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { AppError } from '../../../../main/errors.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { readCsv } from '../../../../main/tables/read-csv.ts';
import { openSubmissions, type Submissions } from '../../../../main/training/output/submissions.ts';
import { textOfPlan } from '../../../../main/training/revision.ts';
import { openSeminars, type Seminars } from '../../../../main/training/seminars.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { person, PLAN, SCHEMES, SEMINAR, settled } from './samples.ts';

const { id } = SEMINAR;
const ORDER = { seminar: id, mode: 'replace', profile: 'prefecture', by: '事務局 小川' } as const;
const ACCEPTED = { number: 'R-2026-0001', outcome: 'accepted', note: '受付係 早稲田様より電話' } as const;

let store: Store;
let seminars: Seminars;
let submissions: Submissions;
let settlements: Settlement[];
let clock: number;
/** Happens while a submission is being made. */
let meanwhile: () => Promise<void>;

beforeEach(async () => {
  clock = Date.parse('2026-11-25T01:00:00Z');
  meanwhile = async () => {};
  store = await openStore({ folder: await temporaryFolder(), now });
  const audit = auditLog(store);
  seminars = await openSeminars({ store, audit });
  settlements = [settled([person('a', { kana: 'a' }), person('b', { kana: 'b', registration: '7' })])];
  const list = async () => {
    await meanwhile();
    return settlements;
  };
  submissions = openSubmissions({ store, audit, seminars, settlements: { list }, schemes: () => SCHEMES });
  await is('settled');
});
afterEach(() => store[Symbol.asyncDispose]());

/** Each look at the clock is a minute later. */
function now(): Date {
  clock += 60_000;
  return new Date(clock);
}

/** Puts the seminar into a state, as another station might have. */
async function is(state: SeminarState, plan = PLAN): Promise<void> {
  const revision = seminars.list().length === 0 ? 1 : seminars.get(id).revision + 1;
  await seminars.adopt([{ seminar: id, revision, at: new Date(clock).toISOString(), state, plan: textOfPlan(plan), reason: '' }]);
}
const settledAs =
  (...results: Settlement[]) =>
  async () => {
    settlements = results;
  };
const correctedMeanwhile = async () => {
  meanwhile = () => is('corrected');
};
const failure = async (work: Promise<unknown>) => {
  const error = await work.catch((reason: unknown) => reason);
  return error instanceof AppError ? error.code : error;
};
const namesIn = (bytes: Uint8Array) => readCsv(bytes).rows.map(({ cells }) => cells[4]);
const audited = async () => (await auditLog(store).list(null, 50)).map(({ action, facts }) => ({ action, facts }));

describe('a submission', () => {
  it('gives the file, is noted, audited without anything personal, and moves the seminar', async () => {
    const { submission: made, file } = await submissions.submit(ORDER);
    expect(submission.parse(made)).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      seminar: id,
      settlement: 1,
      mode: 'replace',
      profile: 'prefecture',
      at: '2026-11-25T01:01:00.000Z',
      by: '事務局 小川',
      rows: 2,
      fileName: '受講実績報告_全件_令和8年度 第3回 産業保健・生涯教育研修会_20261120.csv',
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      receipt: null,
    });
    expect([file.name, file.type, namesIn(file.bytes)]).toEqual([made.fileName, 'text/csv', ['第123456号', '第7号']]);
    expect(await submissions.list(id)).toEqual([made]);
    expect(seminars.get(id).state).toBe('submitted');
    const facts = { seminar: id, submission: made.id, settlement: 1, mode: 'replace', profile: 'prefecture', rows: 2, sha256: made.sha256 };
    expect(await audited()).toContainEqual({ action: 'seminar.submitted', facts });
  });

  it('keeps nothing personal in clear', async () => {
    const { submission: made } = await submissions.submit(ORDER);
    await submissions.receipt({ submission: made.id, ...ACCEPTED });
    const [row] = await store.db.selectFrom('submission').select('body').execute();
    const body = JSON.parse(row!.body) as { readonly persons: unknown };
    expect(body.persons).toEqual(['a', 'b']);
    expect(['小川', '早稲田', '神楽坂', '123456'].filter((word) => row!.body.includes(word))).toEqual([]);
  });

  it.each<[string, () => Promise<void>, Partial<typeof ORDER> | object, string]>([
    ['of a seminar that is not there', async () => {}, { seminar: 'x' }, 'SEMINAR_UNKNOWN'],
    ['of a rehearsal', () => is('settled', { ...PLAN, practice: true }), {}, 'PRACTICE_NOT_SUBMITTED'],
    ['before a result is settled', settledAs(), {}, 'SEMINAR_NOT_SETTLED'],
    ['in a layout that is not there', async () => {}, { profile: 'mamis' }, 'COLUMN_PROFILE_UNKNOWN'],
    ['of nobody', settledAs(settled([])), {}, 'NOTHING_TO_EXPORT'],
    ['deleting what was never accepted', async () => {}, { mode: 'delete' }, 'NOTHING_TO_EXPORT'],
    ['of a result that was corrected meanwhile', correctedMeanwhile, {}, 'SEMINAR_CHANGED_MEANWHILE'],
  ])('%s is refused, and nothing is kept', async (_name, before, change, code) => {
    await before();
    expect(await failure(submissions.submit({ ...ORDER, ...change }))).toBe(code);
    expect([await submissions.list(id), (await audited()).filter(({ action }) => action === 'seminar.submitted')]).toEqual([[], []]);
  });

  it('counts as the receiver’s once its acceptance was noted, in its own profile', async () => {
    const first = await submissions.submit(ORDER);
    expect(namesIn((await submissions.submit({ ...ORDER, mode: 'add' })).file.bytes)).toHaveLength(2);
    await submissions.receipt({ submission: first.submission.id, ...ACCEPTED });
    expect(await failure(submissions.submit({ ...ORDER, mode: 'add' }))).toBe('NOTHING_TO_EXPORT');
    expect((await submissions.submit({ ...ORDER, mode: 'add', profile: 'national-training-system' })).submission.rows).toBe(8);

    settlements = [settled([person('a', { kana: 'a' }), person('c', { kana: 'c', registration: '8' })], { number: 2 }), ...settlements];
    await is('corrected');
    expect(namesIn((await submissions.submit({ ...ORDER, mode: 'add' })).file.bytes)).toEqual(['第8号']);
    const { submission: deletion, file } = await submissions.submit({ ...ORDER, mode: 'delete' });
    expect([deletion.settlement, deletion.fileName, namesIn(file.bytes)]).toEqual([2, expect.stringContaining('_取消_'), ['第7号']]);
  });
});

describe('what the receiver answers', () => {
  it.each<['accepted' | 'partly-rejected' | 'rejected', SeminarState]>([
    ['accepted', 'accepted'],
    ['partly-rejected', 'partly-rejected'],
    ['rejected', 'submitted'],
  ])('%s: is noted and audited, and the seminar is %s', async (outcome, state) => {
    const { submission: made } = await submissions.submit(ORDER);
    const noted = await submissions.receipt({ submission: made.id, ...ACCEPTED, outcome });
    expect(noted).toEqual({ ...made, receipt: { at: '2026-11-25T01:04:00.000Z', ...ACCEPTED, outcome } });
    expect(await submissions.list(id)).toEqual([noted]);
    expect(seminars.get(id).state).toBe(state);
    const facts = { seminar: id, submission: made.id, number: 'R-2026-0001', outcome };
    expect(await audited()).toContainEqual({ action: 'submission.receipt', facts });
  });

  it('a later answer counts, and the earlier ones are kept', async () => {
    const { submission: made } = await submissions.submit(ORDER);
    await submissions.receipt({ submission: made.id, ...ACCEPTED, outcome: 'partly-rejected' });
    await submissions.receipt({ submission: made.id, ...ACCEPTED, number: 'R-2' });
    expect(seminars.get(id).state).toBe('accepted');
    expect((await submissions.list(id))[0]!.receipt).toMatchObject({ number: 'R-2', note: ACCEPTED.note });
    const [row] = await store.db.selectFrom('submission').select('body').execute();
    expect(JSON.parse(row!.body)).toMatchObject({ receipts: [{ outcome: 'partly-rejected' }, { outcome: 'accepted', number: 'R-2' }] });
  });

  it('to an older submission leaves the seminar where it is', async () => {
    const { submission: older } = await submissions.submit(ORDER);
    await submissions.submit(ORDER);
    await submissions.receipt({ submission: older.id, ...ACCEPTED });
    expect(seminars.get(id).state).toBe('submitted');
  });

  it('after a correction leaves the seminar where it is', async () => {
    const { submission: made } = await submissions.submit(ORDER);
    await is('corrected');
    await submissions.receipt({ submission: made.id, ...ACCEPTED });
    expect(seminars.get(id).state).toBe('corrected');
    expect((await submissions.list(id))[0]!.receipt).toMatchObject({ outcome: 'accepted' });
  });

  it('to what is not there is refused', async () => {
    expect(await failure(submissions.receipt({ submission: 'x', ...ACCEPTED }))).toBe('SUBMISSION_UNKNOWN');
  });
});
