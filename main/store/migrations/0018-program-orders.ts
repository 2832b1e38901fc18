import { type Kysely, sql } from 'kysely';

/** Documents that a person accepted to sign for a program, so that their signatures answer its requests also after a restart. */
const STATEMENTS = [
  `CREATE TABLE program_order (
     document TEXT NOT NULL PRIMARY KEY,
     request TEXT NOT NULL UNIQUE,
     caller TEXT NOT NULL REFERENCES program_caller ON DELETE CASCADE,
     asked_at TEXT NOT NULL,
     format TEXT
   ) STRICT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
