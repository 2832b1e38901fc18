import { type Kysely, sql } from 'kysely';

/** Batches of documents to sign, so that what a batch has not reached outlives the program. Names are sealed under the key of the batch. */
const STATEMENTS = [
  `CREATE TABLE signing_batch (
     id TEXT NOT NULL PRIMARY KEY,
     person TEXT NOT NULL REFERENCES person,
     made_at TEXT NOT NULL,
     format TEXT,
     level TEXT NOT NULL,
     stamp INTEGER NOT NULL CHECK (stamp IN (0, 1)),
     certificate BLOB,
     stopped_by TEXT
   ) STRICT`,
  `CREATE TABLE signing_batch_item (
     batch TEXT NOT NULL REFERENCES signing_batch ON DELETE CASCADE,
     position INTEGER NOT NULL,
     document TEXT NOT NULL UNIQUE,
     sealed BLOB NOT NULL,
     entry TEXT,
     failure TEXT,
     PRIMARY KEY (batch, position),
     CHECK (entry IS NULL OR failure IS NULL)
   ) STRICT, WITHOUT ROWID`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
