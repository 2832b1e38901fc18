import Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { expect, it } from 'vitest';
import { StoreDialect } from '../../../main/store/dialect.ts';
import { migrate } from '../../../main/store/migrate.ts';
import { migrations } from '../../../main/store/migrations/index.ts';

const NAME = '0009-members-in-order';

/** A change that is cut off before one of its statements. */
function cutOff({ up }: Migration, before: RegExp): Migration {
  return {
    up: (db) =>
      up(
        db.withPlugin({
          transformQuery({ node }) {
            if (before.test(JSON.stringify(node))) throw new Error('cut off');
            return node;
          },
          transformResult: async ({ result }) => result,
        }),
      ),
  };
}

it.each([/INSERT INTO member_in_order/, /DROP TABLE exchange_member/, /ALTER TABLE member_in_order/])(
  'a change that is cut off before %s leaves the store as it was, and is made whole the next time',
  async (statement) => {
    const db = new Kysely<unknown>({ dialect: new StoreDialect(new Database(':memory:')) });
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < NAME));
    await migrate(db, before);
    await sql`INSERT INTO person (id, created_at) VALUES ('p', 't')`.execute(db);
    await sql`INSERT INTO exchange_member VALUES (x'02', 'p', x'aa', 'then', 3)`.execute(db);
    const standing = async () => (await sql`SELECT sql FROM sqlite_schema WHERE name LIKE '%member%' ORDER BY name`.execute(db)).rows;
    const there = await standing();
    await expect(migrate(db, { ...before, [NAME]: cutOff(migrations[NAME]!, statement) })).rejects.toThrow('cut off');
    expect(await standing()).toEqual(there);
    await migrate(db);
    expect((await sql`SELECT person FROM exchange_member`.execute(db)).rows).toEqual([{ person: 'p' }]);
  },
);

it('requests and what was decided about them stay when a new state and a new decision are allowed', async () => {
  const name = '0020-prescription-withdrawals';
  const db = new Kysely<unknown>({ dialect: new StoreDialect(new Database(':memory:')) });
  await sql`PRAGMA foreign_keys = ON`.execute(db);
  const before = Object.fromEntries(Object.entries(migrations).filter(([each]) => each < name));
  await migrate(db, before);
  await sql`INSERT INTO person (id, created_at) VALUES ('p', 't')`.execute(db);
  await sql`INSERT INTO prescription_request (id, person, made_at, state, issue, request) VALUES ('r', 'p', 't', 'uncertain', 'paper', x'01')`.execute(
    db,
  );
  await sql`INSERT INTO prescription_request_word VALUES ('w', 'r', 't', 'another', x'02')`.execute(db);
  const indexes = async () =>
    (await sql`SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'prescription_r%' ORDER BY name`.execute(db)).rows;
  const there = await indexes();
  await expect(migrate(db, { ...before, [name]: cutOff(migrations[name]!, /DROP TABLE prescription_request`?"/) })).rejects.toThrow('cut off');
  await migrate(db);
  expect([
    (await sql`SELECT id, state, test, outcome FROM prescription_request`.execute(db)).rows,
    (await sql`SELECT id, request, decision, by_whom FROM prescription_request_word`.execute(db)).rows,
    await indexes(),
    (await sql`PRAGMA foreign_key_check`.execute(db)).rows,
  ]).toEqual([[{ id: 'r', state: 'uncertain', test: 0, outcome: null }], [{ id: 'w', request: 'r', decision: 'another', by_whom: null }], there, []]);
  await expect(sql`INSERT INTO prescription_request_word VALUES ('x', 'none', 't', 'another', x'02', NULL)`.execute(db)).rejects.toThrow(
    'FOREIGN KEY',
  );
});

it('what was made of a document under a mark gets the mark of the nearest one, and what nothing is left of is due again', async () => {
  const name = '0022-marks-of-renewed';
  const db = new Kysely<unknown>({ dialect: new StoreDialect(new Database(':memory:')) });
  await migrate(db, Object.fromEntries(Object.entries(migrations).filter(([each]) => each < name)));
  await sql`INSERT INTO person (id, created_at) VALUES ('p', 't')`.execute(db);
  const documents: readonly (readonly [id: string, from: string | null, renewed: number, retention: string | null, deleted: string | null])[] = [
    ['marked', null, 1, 'chart', null],
    ['second', 'marked', 1, null, null],
    ['third', 'second', 0, null, null],
    ['own', 'third', 0, 'for-good', null],
    ['of own', 'own', 0, null, null],
    ['bereft', null, 1, null, null],
    ['gone', 'bereft', 1, null, 't'],
    ['gone too', 'gone', 0, null, 't'],
    ['grandmother', null, 1, null, null],
    ['mother, gone', 'grandmother', 1, null, 't'],
    ['daughter', 'mother, gone', 0, null, null],
  ];
  for (const [id, from, renewed, retention, deleted] of documents)
    await sql`INSERT INTO library_document
      (id, origin, added_at, person, sha256, format, level, test, extended_from, renewed, retention, retention_from, retain_until, deleted_at)
      VALUES (${id}, 'made', 't', 'p', 'x', 'pades', 'LTA', 0, ${from}, ${renewed}, ${retention}, ${retention && 'day'}, ${retention}, ${deleted})`.execute(
      db,
    );
  await migrate(db);
  const { rows } = await sql<Record<'id' | 'retention' | 'retain_until', string> & { readonly renewed: number }>`
    SELECT id, renewed, retention, retain_until FROM library_document ORDER BY number`.execute(db);
  expect(rows.map(({ id, renewed, retention, retain_until }) => [id, renewed, retention, retain_until])).toEqual([
    ['marked', 1, 'chart', 'chart'],
    ['second', 1, 'chart', 'chart'],
    ['third', 0, 'chart', 'chart'],
    ['own', 0, 'for-good', 'for-good'],
    ['of own', 0, 'for-good', 'for-good'],
    ['bereft', 0, null, null],
    ['gone', 0, null, null],
    ['gone too', 0, null, null],
    ['grandmother', 1, null, null],
    ['mother, gone', 1, null, null],
    ['daughter', 0, null, null],
  ]);
});

it('an empty limit of an imported list is not known any more; what was entered by hand and what a list says stay', async () => {
  const name = '0024-limits-not-stated';
  const db = new Kysely<unknown>({ dialect: new StoreDialect(new Database(':memory:')) });
  await migrate(db, Object.fromEntries(Object.entries(migrations).filter(([each]) => each < name)));
  for (const [code, days, listed] of [
    ['empty', null, 1],
    ['fourteen', 14, 1],
    ['by hand', null, 0],
  ] as const)
    await sql`INSERT INTO prescription_limit (code_kind, code, days, source, listed) VALUES ('2', ${code}, ${days}, '', ${listed})`.execute(db);
  await migrate(db);
  expect((await sql`SELECT code FROM prescription_limit ORDER BY code`.execute(db)).rows).toEqual([{ code: 'by hand' }, { code: 'fourteen' }]);
});
