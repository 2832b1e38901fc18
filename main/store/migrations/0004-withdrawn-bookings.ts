import { type Kysely, sql } from 'kysely';

/** Bookings that were taken back, so that no other station brings them again. A code says nothing of a person, its hash not even the code. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`CREATE TABLE withdrawn_booking (
      seminar TEXT NOT NULL,
      code TEXT NOT NULL,
      everywhere INTEGER NOT NULL CHECK (everywhere IN (0, 1)),
      PRIMARY KEY (seminar, code)
    ) STRICT, WITHOUT ROWID`)
    .execute(db);
}
