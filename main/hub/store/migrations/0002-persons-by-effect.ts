import { type Kysely, sql } from 'kysely';

/** Somebody who is new is written down once a procedure takes effect, so that one who never joined leaves no record. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['procedure', 'consent']) await sql.raw(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_registration_fkey`).execute(db);
}
