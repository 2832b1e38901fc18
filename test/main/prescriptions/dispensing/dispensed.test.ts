import Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import { dropDispensed } from '../../../../main/prescriptions/dispensing/dispensed.ts';
import { StoreDialect } from '../../../../main/store/dialect.ts';
import { migrate } from '../../../../main/store/migrate.ts';
import type { Tables } from '../../../../main/store/schema.ts';

it('what is known of a dispensing stays as long as any document that was made of its own by renewing', async () => {
  const db = new Kysely<Tables>({ dialect: new StoreDialect(new Database(':memory:')) });
  await migrate(db);
  const family = [
    ['first', null],
    ['second', 'first'],
    ['third', 'second'],
    ['beside', 'first'],
    ['stranger', null],
  ] as const;
  await sql`INSERT INTO person (id, created_at) VALUES ('p', 't')`.execute(db);
  for (const [id, from] of family) {
    await sql`INSERT INTO signed_document (id, signed_at, person, sealed, format, level, source_sha256, output_sha256, test)
      VALUES (${id}, 't', 'p', x'00', 'eps', 'B', 'x', 'y', 0)`.execute(db);
    await sql`INSERT INTO library_document (id, origin, added_at, person, sha256, format, level, test, extended_from)
      VALUES (${id}, 'made', 't', 'p', 'x', 'eps', 'B', 0, ${from})`.execute(db);
    if (from === null) await sql`INSERT INTO dispensed_prescription VALUES (${id}, x'aa', '2026-06-02')`.execute(db);
  }
  const left = async (gone: string) => {
    await sql`UPDATE library_document SET deleted_at = 't' WHERE id = ${gone}`.execute(db);
    await dropDispensed(db, gone);
    return (await db.selectFrom('dispensed_prescription').select('entry').orderBy('entry').execute()).map(({ entry }) => entry);
  };
  expect([await left('first'), await left('third'), await left('second'), await left('beside')]).toEqual([
    ['first', 'stranger'],
    ['first', 'stranger'],
    ['first', 'stranger'],
    ['stranger'],
  ]);
});
