import { describe, expect, it } from 'vitest';
import { factView } from '../../../../main/api/schema/attendance.ts';
import { bodyText, commitmentOf, factHash } from '../../../../main/attendance/facts/chain.ts';
import type { KnownFact } from '../../../../main/attendance/facts/fact.ts';
import { travelling } from '../../../../main/attendance/facts/travel.ts';
import { trueTime } from '../../../../main/attendance/facts/true-time.ts';
import { verifyFacts } from '../../../../main/attendance/facts/verify.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { at, chain, draft, SEMINAR } from '../../support/facts.ts';
import { station } from '../../support/station.ts';

const sequences = (facts: readonly KnownFact[]) => facts.map(({ body }) => body.sequence).sort((a, b) => a - b);

describe('appending', () => {
  it('names a fact by its body, chains it to the one before, and binds the payload without telling it', async () => {
    await using desk = await station('alpha');
    const first = await desk.log.append(draft());
    const second = await desk.log.append(draft({ kind: 'out', direction: 'out' }));
    expect(first.hash).toBe(factHash(bodyText(first.body)));
    expect([first.body.sequence, first.body.previous, second.body.sequence, second.body.previous]).toEqual([1, '', 2, first.hash]);
    expect(first.body.commitment).toBe(commitmentOf(first.payload!));
    const [row] = await desk.store.db.selectFrom('attendance_fact').selectAll().where('hash', '=', first.hash).execute();
    expect(row).toMatchObject({
      device: 'alpha',
      sequence: 1,
      seminar: SEMINAR,
      nonce: first.body.nonce,
      body: bodyText(first.body),
      person: first.person,
    });
    expect(Buffer.from(row!.sealed!).includes('山田') || row!.body.includes('山田') || row!.body.includes('123456')).toBe(false);
  });

  it('counts each seminar for itself', async () => {
    await using desk = await station('alpha');
    await desk.log.append(draft());
    const other = await desk.log.append(draft({ seminar: 'seminar-2' }));
    expect([other.body.sequence, other.body.previous]).toEqual([1, '']);
  });

  it('gives many callers at once a number each', async () => {
    await using desk = await station('alpha');
    const facts = await Promise.all(Array.from({ length: 40 }, () => desk.log.append(draft())));
    expect(sequences(facts)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(await verifyFacts(desk.store, SEMINAR)).toEqual({ intact: true, facts: 40, brokenAt: null, forks: [] });
  });

  it('writes one nonce once, also when it is handed in several times at once', async () => {
    await using desk = await station('alpha');
    let also = 0;
    const heard: string[] = [];
    using _watch = desk.log.watch(({ hash }) => heard.push(hash));
    const same = draft();
    const facts = await Promise.all(
      Array.from({ length: 5 }, () =>
        desk.log.append(same, async () => {
          also += 1;
        }),
      ),
    );
    const later = await desk.log.append({ ...same, at: at(5) });
    expect(new Set([...facts, later].map(({ hash }) => hash)).size).toBe(1);
    expect([also, heard, later.body.at]).toEqual([1, [later.hash], same.at]);
    expect(await desk.log.of(SEMINAR)).toEqual([later]);
    const elsewhere = await desk.log.append({ ...same, seminar: 'seminar-2' });
    expect(elsewhere.hash).not.toBe(later.hash);
  });

  it('takes a nonce of another station for the same event only where it says the same', async () => {
    await using desk = await station('beta');
    const seen = await desk.log.append(draft({ kind: 'seen', direction: null }));
    const paper = draft({ nonce: 'paper', kind: 'manual', direction: 'in' });
    const accepted = draft({ nonce: 'accepted', kind: 'override', direction: 'in', about: seen.hash });
    const theirs = chain('alpha', [
      paper,
      { ...accepted, kind: 'flag', direction: null },
      { ...accepted, payload: { ...accepted.payload, registration: '7' } },
    ]);
    await desk.log.merge(theirs);
    expect((await desk.log.append(paper)).hash).toBe(theirs[0]!.hash);
    expect((await desk.log.append(accepted)).body).toMatchObject({ device: 'beta', kind: 'override' });
    expect((await desk.log.of(SEMINAR)).length).toBe(5);
  });

  it('is undone with what was to be written beside it', async () => {
    await using desk = await station('alpha');
    const audit = auditLog(desk.store);
    await desk.log.of(SEMINAR);
    const heard: string[] = [];
    using _watch = desk.log.watch(({ hash }) => heard.push(hash));
    const failing = desk.log.append(draft(), async (transaction, { hash }) => {
      await audit.append(transaction, { action: 'attendance.manual', facts: { fact: hash } });
      throw new Error('no room for the notice');
    });
    await expect(failing).rejects.toThrow('no room for the notice');
    const kept = await desk.log.append(draft());
    expect([await desk.log.of(SEMINAR), heard, await audit.list(null, 9), kept.body.sequence]).toEqual([[kept], [kept.hash], [], 1]);
  });

  it.each([
    ['a tap that points nowhere', draft({ direction: null })],
    ['an annulment of nothing', draft({ kind: 'void', direction: null })],
    ['a correction without a clock', draft({ kind: 'clock', direction: null })],
    ['a time in another form', draft({ at: '2026-11-22T12:00:00+09:00' })],
    ['a number in another spelling', draft({ payload: { registration: '0123' } })],
  ])('refuses %s, which no other station would take', async (_name, wrong) => {
    await using desk = await station('alpha');
    await expect(desk.log.append(wrong)).rejects.toThrow();
    expect(await desk.log.of(SEMINAR)).toEqual([]);
  });
});

describe('no clock stops recording', () => {
  const YEAR = 366 * 86_400_000;
  it.each([
    ['a clock of 1970', { at: '1970-01-01T00:00:07.000Z' }, {}],
    ['a clock of 1980', { at: '1980-01-01T00:00:00.000Z' }, {}],
    ['a clock of the year 4000', { at: '4000-01-01T00:00:00.000Z' }, {}],
    ['a clock before every year that is told', { at: '-000500-01-01T00:00:00.000Z' }, { at: '1000-01-01T00:00:00.000Z' }],
    ['a clock after every year that is told', { at: '+010500-01-01T00:00:00.000Z' }, { at: '8999-12-31T23:59:59.999Z' }],
    ['another clock twelve years off', { offsetMs: -12 * YEAR }, {}],
    ['another clock further off than any can be', { offsetMs: 1e15 }, { offsetMs: null }],
    ['an offset that is no number', { offsetMs: Number.NaN }, { offsetMs: null }],
    ['an offset in fractions', { offsetMs: 0.5 }, { offsetMs: null }],
  ])('%s', async (_name, said, kept) => {
    await using desk = await station('alpha');
    await using peer = await station('beta');
    const fact = await desk.log.append(draft(said));
    expect(fact.body).toMatchObject({ ...said, ...kept });
    expect(await peer.log.merge([travelling(fact)])).toMatchObject({ added: 1, refused: 0 });
    expect(factView.shape.trueAt.safeParse(trueTime(fact, new Map()).toISOString()).success).toBe(true);
  });
});

it('nobody is turned away for what a list says of them', async () => {
  await using desk = await station('alpha');
  const { payload } = await desk.log.append(draft({ payload: { name: `${'x'.repeat(999)}𠮷田`, birthDate: '昭和45年' } }));
  expect(payload).toMatchObject({ name: `${'x'.repeat(999)}\ufffd`, birthDate: '' });
});

describe('who a fact is about', () => {
  it('is found by number, else by card; somebody without both is somebody new', async () => {
    await using desk = await station('alpha');
    const who = async (payload: Parameters<typeof draft>[0]) => (await desk.log.append(draft(payload))).person;
    const card = 'A'.repeat(64);
    const numbered = await who({});
    expect(await who({ payload: { name: '山田（旧姓 鈴木）' } })).toBe(numbered);
    const carded = await who({ payload: { registration: null, card } });
    expect(await who({ payload: { registration: null, card } })).toBe(carded);
    const nameless = [await who({ payload: { registration: null } }), await who({ payload: { registration: null } })];
    expect(new Set([numbered, carded, ...nameless]).size).toBe(4);
  });
});

describe('reading', () => {
  it('keeps the facts of a seminar up to date once they were asked for', async () => {
    await using desk = await station('alpha');
    const before = await desk.log.append(draft());
    const asked = desk.log.of(SEMINAR);
    const meanwhile = await desk.log.append(draft());
    await asked;
    const after = await desk.log.append(draft());
    const facts = await desk.log.of(SEMINAR);
    expect(new Set(facts)).toEqual(new Set([before, meanwhile, after]));
    expect(await desk.log.of(SEMINAR)).toBe(facts);
    expect(await desk.log.one(before.hash)).toEqual(before);
    expect(await desk.log.one('0'.repeat(64))).toBeNull();
  });

  it('opens what was written before, by others and by itself', async () => {
    const folder = await temporaryFolder();
    const written = await (async () => {
      await using desk = await station('alpha', folder);
      const own = await desk.log.append(draft());
      await desk.log.merge(chain('beta', [draft({ payload: { registration: '7' } })]));
      return [own, ...(await desk.log.of(SEMINAR)).filter(({ hash }) => hash !== own.hash)];
    })();
    await using desk = await station('alpha', folder);
    expect(new Set(await desk.log.of(SEMINAR))).toEqual(new Set(written));
    expect((await desk.log.append(draft())).body.sequence).toBe(2);
  });

  it('a person whose key was destroyed is gone, the fact and its chain are not', async () => {
    await using desk = await station('alpha');
    const fact = await desk.log.append(draft());
    await desk.store.persons.destroy(desk.store.db, fact.person!);
    expect(await desk.log.one(fact.hash)).toEqual({ ...fact, payload: null });
    expect(await verifyFacts(desk.store, SEMINAR)).toMatchObject({ intact: true, facts: 1 });
  });

  it('tells the clock of the last own fact, not of times that were told', async () => {
    await using desk = await station('alpha');
    expect(desk.log.lastOwnAt(SEMINAR)).toBeNull();
    await desk.log.append(draft({ at: at(3) }));
    await desk.log.append(draft({ at: at(90), stated: true }));
    await desk.log.merge(chain('beta', [draft({ at: at(60) })]));
    expect(desk.log.lastOwnAt(SEMINAR)).toEqual(new Date(at(3)));
  });
});
