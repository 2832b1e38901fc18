import { type Kysely, sql } from 'kysely';

/** An empty cell of an imported list was taken for no limit: nobody stated that. What somebody entered by hand was stated. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`DELETE FROM prescription_limit WHERE listed = 1 AND days IS NULL`.execute(db);
}
