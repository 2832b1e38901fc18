import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { bodyText, factHash } from '../../../../main/attendance/facts/chain.ts';
import { type FactsVerification, refuseAltered, verifyAllFacts, verifyFacts } from '../../../../main/attendance/facts/verify.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { chain, draft, SEMINAR } from '../../support/facts.ts';
import { type Station, station } from '../../support/station.ts';

/** Somebody with access to the file does this to it. */
type Deed = (database: Database.Database, hashes: readonly string[]) => void;

const set = (database: Database.Database, hash: string, column: string, value: unknown) =>
  database.prepare(`UPDATE attendance_fact SET ${column} = ? WHERE hash = ?`).run(value, hash);
const get = (database: Database.Database, hash: string, column: string) =>
  (database.prepare(`SELECT ${column} AS value FROM attendance_fact WHERE hash = ?`).get(hash) as { value: unknown }).value;
const swap = (database: Database.Database, a: string, b: string, ...columns: string[]) => {
  for (const column of columns) {
    const [ofA, ofB] = [get(database, a, column), get(database, b, column)];
    set(database, a, column, ofB);
    set(database, b, column, ofA);
  }
};
const flipped = (bytes: unknown) => {
  const changed = Buffer.from(bytes as Uint8Array);
  changed[changed.length - 1]! ^= 1;
  return changed;
};

/** Folder of a desk with five facts of its own and two of another, after what was done to its file. */
async function folderAfter(deed: Deed): Promise<string> {
  const folder = await temporaryFolder();
  const hashes: string[] = [];
  {
    await using desk = await station('alpha', folder);
    for (let count = 1; count <= 5; count += 1) hashes.push((await desk.log.append(draft({ payload: { registration: `${count}` } }))).hash);
    await desk.log.merge(chain('beta', [draft(), draft()]));
  }
  const database = new Database(`${folder}/desk.sqlite`);
  for (const trigger of ['changed', 'deleted']) database.exec(`DROP TRIGGER attendance_fact_is_never_${trigger}`);
  deed(database, hashes);
  database.close();
  return folder;
}

async function after(deed: Deed): Promise<FactsVerification> {
  await using desk = await station('alpha', await folderAfter(deed));
  return await verifyFacts(desk.store, SEMINAR);
}

const broken = (sequence: number, fault: string, facts = 7) => ({ intact: false, facts, brokenAt: { device: 'alpha', sequence, fault }, forks: [] });
const intact = (facts: number) => ({ intact: true, facts, brokenAt: null, forks: [] });

/** The third fact with another body under a hash that fits. */
const rewritten: Deed = (database, hashes) => {
  const body = bodyText({ ...JSON.parse(get(database, hashes[2]!, 'body') as string), test: true });
  set(database, hashes[2]!, 'body', body);
  set(database, hashes[2]!, 'hash', factHash(body));
};

/** A fact whose payload somebody with the keys has exchanged; its hash. */
async function exchangedPayload(desk: Station): Promise<string> {
  const { hash, person, payload } = await desk.log.append(draft());
  const sealed = await desk.store.persons.seal(desk.store.db, person!, { ...payload, name: '鈴木 一郎' }, `attendance fact ${hash}`);
  const database = new Database(desk.store.folder.database);
  database.exec('DROP TRIGGER attendance_fact_is_never_changed');
  set(database, hash, 'sealed', sealed);
  database.close();
  return hash;
}

describe('what was done to facts shows', () => {
  it.each<[string, Deed, FactsVerification | object]>([
    ['nothing', () => {}, intact(7)],
    [
      'a changed body',
      (database, [, , c]) => set(database, c!, 'body', (get(database, c!, 'body') as string).replace('"in"', '"out"')),
      broken(3, 'hash'),
    ],
    ['a body written anew: its payload rests bound to the old one', rewritten, broken(3, 'sealed')],
    [
      'a body written anew without its payload: the next does not follow it',
      (database, hashes) => {
        set(database, hashes[2]!, 'sealed', null);
        rewritten(database, hashes);
      },
      broken(4, 'link'),
    ],
    ['another number in the row', (database, [, , , , e]) => set(database, e!, 'sequence', 6), broken(6, 'form')],
    ['another nonce in the row', (database, [, b]) => set(database, b!, 'nonce', 'other'), broken(2, 'form')],
    ['one deleted in the middle', (database, [, , c]) => database.prepare('DELETE FROM attendance_fact WHERE hash = ?').run(c), broken(4, 'gap', 6)],
    ['the first deleted', (database, [a]) => database.prepare('DELETE FROM attendance_fact WHERE hash = ?').run(a), broken(2, 'gap', 6)],
    ['two swapped', (database, [, b, c]) => swap(database, b!, c!, 'sequence'), broken(2, 'form')],
    ['two bodies swapped', (database, [, b, c]) => swap(database, b!, c!, 'body', 'nonce'), broken(2, 'hash')],
    ['payloads of two people swapped', (database, [, b, c]) => swap(database, b!, c!, 'sealed', 'person'), broken(2, 'sealed')],
    ['changed sealed bytes', (database, [, , c]) => set(database, c!, 'sealed', flipped(get(database, c!, 'sealed'))), broken(3, 'sealed')],
    ['another person named', (database, [, b, c]) => set(database, b!, 'person', get(database, c!, 'person')), broken(2, 'sealed')],
  ])('%s', async (_name, deed, verification) => {
    expect(await after(deed)).toEqual(verification);
  });

  it('a payload that was exchanged by somebody with the keys', async () => {
    await using desk = await station('alpha');
    await exchangedPayload(desk);
    expect(await verifyFacts(desk.store, SEMINAR)).toMatchObject({ intact: false, brokenAt: { sequence: 1, fault: 'commitment' } });
  });

  it('both of a fork follow the same one, and the device is told', async () => {
    await using desk = await station('alpha');
    const first = draft();
    const [a, b] = chain('beta', [first, draft()]);
    const [, other] = chain('beta', [first, draft(), draft()]);
    await desk.log.merge([a!, b!, other!]);
    expect(await verifyFacts(desk.store, SEMINAR)).toEqual({ intact: true, facts: 3, brokenAt: null, forks: ['beta'] });
  });
});

const otherBody: Deed = (database, [, , c]) => set(database, c!, 'body', (get(database, c!, 'body') as string).replace('"in"', '"out"'));
const otherBytes: Deed = (database, [, , c]) => set(database, c!, 'sealed', flipped(get(database, c!, 'sealed')));

describe('what was altered', () => {
  it.each<[string, Deed, object | null]>([
    ['nothing', () => {}, null],
    ['a changed body', otherBody, { sequence: 3, fault: 'hash' }],
    ['changed sealed bytes', otherBytes, { sequence: 3, fault: 'sealed' }],
    ['another number in the row', (database, [, , , , e]) => set(database, e!, 'sequence', 6), { sequence: 6, fault: 'form' }],
    ['a fact that may still come', (database, [, b]) => database.prepare('DELETE FROM attendance_fact WHERE hash = ?').run(b), null],
    [
      'a changed body after one that may still come',
      (database, hashes) => {
        database.prepare('DELETE FROM attendance_fact WHERE hash = ?').run(hashes[0]);
        otherBody(database, hashes);
      },
      { sequence: 3, fault: 'hash' },
    ],
  ])('is refused where somebody answers for the facts: %s', async (_name, deed, fault) => {
    await using desk = await station('alpha', await folderAfter(deed));
    const refusal = refuseAltered(desk.store, SEMINAR);
    if (fault === null) await expect(refusal).resolves.toBeUndefined();
    else await expect(refusal).rejects.toMatchObject({ code: 'FACTS_BROKEN', detail: { seminar: SEMINAR, device: 'alpha', ...fault } });
  });

  it('counts neither as a fact nor as a payload', async () => {
    await using bodies = await station('alpha', await folderAfter(otherBody));
    const sequences = (await bodies.log.of(SEMINAR)).filter(({ body }) => body.device === 'alpha').map(({ body }) => body.sequence);
    expect(sequences.sort()).toEqual([1, 2, 4, 5]);
    await using desk = await station('alpha');
    const hash = await exchangedPayload(desk);
    expect(await desk.log.one(hash)).toMatchObject({ payload: null });
  });
});

describe('what does not show by itself, as README.md says', () => {
  it.each<[string, Deed, FactsVerification]>([
    ['a tail cut off', (database, [, , , d, e]) => database.prepare('DELETE FROM attendance_fact WHERE hash IN (?, ?)').run(d, e), intact(5)],
    ['everything of one device deleted', (database) => database.exec(`DELETE FROM attendance_fact WHERE device = 'alpha'`), intact(2)],
    ['a payload taken away', (database, [, b]) => set(database, b!, 'sealed', null), intact(7)],
  ])('%s', async (_name, deed, verification) => {
    expect(await after(deed)).toEqual(verification);
  });
});

it('the desk itself can neither change nor delete a fact', async () => {
  await using desk = await station('alpha');
  const { hash } = await desk.log.append(draft());
  await desk.log.merge(chain('beta', [draft()]).map((fact) => ({ ...fact, payload: null })));
  const change = (column: 'body' | 'sealed' | 'person' | 'sequence', value: unknown) =>
    desk.store.db.updateTable('attendance_fact').set({ [column]: value });
  await expect(change('sealed', null).where('hash', '=', hash).execute()).rejects.toThrow('append-only');
  await expect(change('body', '{}').where('hash', '!=', hash).execute()).rejects.toThrow('append-only');
  await expect(change('sequence', 9).where('hash', '!=', hash).execute()).rejects.toThrow('append-only');
  await expect(desk.store.db.deleteFrom('attendance_fact').where('hash', '!=', hash).execute()).rejects.toThrow('append-only');
  expect(await verifyFacts(desk.store, SEMINAR)).toEqual(intact(2));
});

it('every seminar is looked at, and an earlier store without any is none', async () => {
  await using desk = await station('alpha');
  await desk.log.append(draft());
  await desk.log.merge([chain('beta', [draft({ seminar: 'seminar-2' }), draft({ seminar: 'seminar-2' })])[1]!]);
  const found = await verifyAllFacts(desk.store);
  expect(found.map(({ seminar, intact, altered, brokenAt }) => [seminar, intact, altered, brokenAt?.fault])).toEqual([
    [SEMINAR, true, false, undefined],
    ['seminar-2', false, false, 'gap'],
  ]);
  const database = new Database(desk.store.folder.database);
  database.exec('DROP TABLE attendance_fact');
  database.close();
  expect(await verifyAllFacts(desk.store)).toEqual([]);
});
