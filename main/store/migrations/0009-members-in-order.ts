import { type Kysely, sql } from 'kysely';

/**
 * Members in the order in which they came. Their subjects are keyed hashes, so that a table in the order of these is rewritten as a whole with every
 * page of a snapshot; an index alone is a tenth of it.
 */
const STATEMENTS = [
  `CREATE TABLE member_in_order (
     subject BLOB NOT NULL PRIMARY KEY,
     person TEXT NOT NULL UNIQUE REFERENCES person,
     sealed BLOB NOT NULL,
     changed_at TEXT NOT NULL,
     round INTEGER NOT NULL
   ) STRICT`,
  `INSERT INTO member_in_order (subject, person, sealed, changed_at, round) SELECT subject, person, sealed, changed_at, round FROM exchange_member`,
  `DROP TABLE exchange_member`,
  `ALTER TABLE member_in_order RENAME TO exchange_member`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
