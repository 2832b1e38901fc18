import { type Kysely, sql } from 'kysely';

/** Records of checks of other people's cards, each sealed under a key of its own, that goes with it. */
const STATEMENTS = [
  `CREATE TABLE qualification_record (
     id TEXT NOT NULL PRIMARY KEY,
     person TEXT NOT NULL UNIQUE REFERENCES person,
     checked_at TEXT NOT NULL,
     delete_on TEXT,
     sealed BLOB NOT NULL
   ) STRICT`,
  `CREATE INDEX qualification_record_due ON qualification_record (delete_on) WHERE delete_on IS NOT NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
