import { type Kysely, sql } from 'kysely';

/** Requests to the electronic prescription service, by way of the folders of the terminal for on-line qualification: sealed, with what was answered. */
const STATEMENTS = [
  `CREATE TABLE prescription_request (
     id TEXT NOT NULL PRIMARY KEY,
     person TEXT NOT NULL REFERENCES person,
     made_at TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('kept', 'placing', 'placed', 'answered', 'uncertain')),
     issue TEXT NOT NULL CHECK (issue IN ('electronic', 'paper')),
     request BLOB NOT NULL,
     response BLOB,
     answered_at TEXT,
     CHECK ((state = 'answered') = (response IS NOT NULL)),
     CHECK ((response IS NULL) = (answered_at IS NULL))
   ) STRICT`,
  `CREATE INDEX prescription_request_open ON prescription_request (made_at) WHERE state <> 'answered'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
