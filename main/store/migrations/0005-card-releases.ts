import { type Kysely, sql } from 'kysely';

/** Bindings of cards that were taken back, so that no row of another station brings them again, whatever the seminar it comes with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`CREATE TABLE card_release (
      certificate TEXT NOT NULL,
      person TEXT NOT NULL REFERENCES person,
      until TEXT NOT NULL,
      PRIMARY KEY (certificate, person)
    ) STRICT, WITHOUT ROWID`)
    .execute(db);
}
