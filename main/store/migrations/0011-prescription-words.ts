import { type Kysely, sql } from 'kysely';

/**
 * What a request to the electronic prescription service is about, so that none is given twice unasked, how it came out, and what persons decided about
 * those of which nobody knows whether the terminal took them.
 */
const STATEMENTS = [
  // Entry of the register, where the document is one; a keyed hash of the prescription; names, sealed.
  `ALTER TABLE prescription_request ADD COLUMN document TEXT`,
  `ALTER TABLE prescription_request ADD COLUMN content BLOB`,
  `ALTER TABLE prescription_request ADD COLUMN sealed BLOB`,
  `ALTER TABLE prescription_request ADD COLUMN outcome TEXT CHECK (outcome IN ('accepted', 'refused', 'unknown'))`,
  `ALTER TABLE prescription_request ADD COLUMN test INTEGER NOT NULL DEFAULT 0 CHECK (test IN (0, 1))`,
  `CREATE INDEX prescription_request_content ON prescription_request (content)`,
  `CREATE INDEX prescription_request_made ON prescription_request (made_at, id)`,
  `CREATE TABLE prescription_request_word (
     id TEXT NOT NULL PRIMARY KEY,
     request TEXT NOT NULL REFERENCES prescription_request,
     at TEXT NOT NULL,
     decision TEXT NOT NULL CHECK (decision IN ('given', 'give-again', 'another')),
     sealed BLOB NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX prescription_request_word_of ON prescription_request_word (request, at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
