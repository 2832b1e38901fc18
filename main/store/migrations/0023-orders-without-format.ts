import { type Kysely, sql } from 'kysely';

/** What format a program wishes stands on the document itself, as the first that it can have. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE program_order DROP COLUMN format`.execute(db);
}
