import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { preparedOnce } from '../../../main/store/prepared.ts';

let prepared: string[];
let once: ReturnType<typeof preparedOnce>;
let db: Kysely<{ a: { n: number } }>;
beforeEach(async () => {
  const database = new Database(':memory:');
  prepared = [];
  const { prepare } = database;
  database.prepare = ((text: string) => {
    prepared.push(text);
    return prepare.call(database, text);
  }) as typeof database.prepare;
  once = preparedOnce(database);
  db = new Kysely({ dialect: new SqliteDialect({ database: once }) });
  await sql`CREATE TABLE a (n INTEGER)`.execute(db);
  await sql`INSERT INTO a VALUES (1), (2), (3)`.execute(db);
  prepared.length = 0;
});

const above = (least: number) =>
  db
    .selectFrom('a')
    .select('n')
    .where('n', '>', least)
    .execute()
    .then((rows) => rows.map(({ n }) => n));

it('prepares a statement once, whatever it is given', async () => {
  expect([await above(0), await above(2), await above(1)]).toEqual([[1, 2, 3], [3], [2, 3]]);
  expect(prepared).toHaveLength(1);
});

it('asks the same beside rows that are still being walked over', async () => {
  const text = 'SELECT n FROM a ORDER BY n';
  const seen: unknown[] = [];
  for (const row of once.prepare(text).iterate([])) seen.push([row, once.prepare(text).all([])]);
  const all = [{ n: 1 }, { n: 2 }, { n: 3 }];
  expect(seen).toEqual(all.map((row) => [row, all]));
});

it('knows a column that came afterwards', async () => {
  const all = () => sql<Record<string, number>>`SELECT * FROM a WHERE n = 1`.execute(db).then(({ rows }) => rows);
  expect(await all()).toEqual([{ n: 1 }]);
  await sql`ALTER TABLE a ADD COLUMN m INTEGER DEFAULT 7`.execute(db);
  expect(await all()).toEqual([{ n: 1, m: 7 }]);
});

it('keeps the newest alone', async () => {
  const ask = (n: number) => sql.raw(`SELECT ${n}`).execute(db);
  for (let n = 0; n < 300; n += 1) await ask(n);
  prepared.length = 0;
  await ask(299);
  expect(prepared).toEqual([]);
  await ask(0);
  expect(prepared).toHaveLength(1);
});
