import { type Kysely, sql } from 'kysely';

/** Which prescriptions were dispensed here, by the dispensing document that says so: a keyed hash of the prescription and an ISO day, nothing to read. */
const STATEMENTS = [
  `CREATE TABLE dispensed_prescription (
     entry TEXT NOT NULL PRIMARY KEY REFERENCES signed_document,
     content BLOB NOT NULL,
     dispensed_on TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX dispensed_prescription_content ON dispensed_prescription (content, dispensed_on)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
