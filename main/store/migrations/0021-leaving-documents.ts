import { type Kysely, sql } from 'kysely';

/**
 * Where the file of a document lies whose person is deleted, sealed under a key of the store, until it is taken away: what it was found by is destroyed
 * before that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE library_document ADD COLUMN leaving BLOB`.execute(db);
}
