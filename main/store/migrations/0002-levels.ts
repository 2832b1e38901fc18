import { type Kysely, sql } from 'kysely';

/** The register learns which file was made of which, and by when an archive time stamp must be renewed. */
const STATEMENTS = [
  `ALTER TABLE signed_document ADD COLUMN extended_from TEXT REFERENCES signed_document`,
  `ALTER TABLE signed_document ADD COLUMN renewal_due TEXT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
