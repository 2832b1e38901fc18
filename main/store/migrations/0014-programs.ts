import { type Kysely, sql } from 'kysely';

/** Programs that may ask this desk, by the hash of their token; and what each was given as a signed document, to be fetched again after a restart. */
const STATEMENTS = [
  `CREATE TABLE program_caller (
     id TEXT NOT NULL PRIMARY KEY,
     name TEXT NOT NULL,
     origin TEXT,
     token_hash BLOB NOT NULL UNIQUE,
     permissions TEXT NOT NULL CHECK (json_valid(permissions)),
     paired_at TEXT NOT NULL,
     used_at TEXT
   ) STRICT`,
  `CREATE TABLE program_signature (
     request TEXT NOT NULL PRIMARY KEY,
     caller TEXT NOT NULL REFERENCES program_caller ON DELETE CASCADE,
     entry TEXT NOT NULL REFERENCES signed_document,
     asked_at TEXT NOT NULL,
     signed_at TEXT NOT NULL
   ) STRICT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
