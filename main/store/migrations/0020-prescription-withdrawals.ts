import { type Kysely, sql } from 'kysely';

/**
 * A request that was withdrawn before the terminal had it, and what the terminal answered after the answer that counts: each that differs once, never
 * changed. Tables are made anew where a new state or decision has to be allowed. Of an imported master, which lines were left out.
 */
const STATEMENTS = [
  `CREATE TABLE request_anew (
     id TEXT NOT NULL PRIMARY KEY,
     person TEXT NOT NULL REFERENCES person,
     made_at TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('kept', 'placing', 'placed', 'answered', 'uncertain', 'withdrawn')),
     issue TEXT NOT NULL CHECK (issue IN ('electronic', 'paper')),
     request BLOB NOT NULL,
     response BLOB,
     answered_at TEXT,
     document TEXT,
     content BLOB,
     sealed BLOB,
     outcome TEXT CHECK (outcome IN ('accepted', 'refused', 'unknown')),
     test INTEGER NOT NULL DEFAULT 0 CHECK (test IN (0, 1)),
     CHECK ((state = 'answered') = (response IS NOT NULL)),
     CHECK ((response IS NULL) = (answered_at IS NULL))
   ) STRICT`,
  `INSERT INTO request_anew (id, person, made_at, state, issue, request, response, answered_at, document, content, sealed, outcome, test)
   SELECT id, person, made_at, state, issue, request, response, answered_at, document, content, sealed, outcome, test FROM prescription_request`,
  // By whom, sealed: of a withdrawal alone.
  `CREATE TABLE word_anew (
     id TEXT NOT NULL PRIMARY KEY,
     request TEXT NOT NULL REFERENCES request_anew,
     at TEXT NOT NULL,
     decision TEXT NOT NULL CHECK (decision IN ('given', 'give-again', 'another', 'withdrawn')),
     sealed BLOB NOT NULL,
     by_whom BLOB,
     CHECK ((decision = 'withdrawn') = (by_whom IS NOT NULL))
   ) STRICT, WITHOUT ROWID`,
  `INSERT INTO word_anew (id, request, at, decision, sealed) SELECT id, request, at, decision, sealed FROM prescription_request_word`,
  `DROP TABLE prescription_request_word`,
  `DROP TABLE prescription_request`,
  `ALTER TABLE request_anew RENAME TO prescription_request`,
  `ALTER TABLE word_anew RENAME TO prescription_request_word`,
  `CREATE INDEX prescription_request_open ON prescription_request (made_at) WHERE state NOT IN ('answered', 'withdrawn')`,
  `CREATE INDEX prescription_request_content ON prescription_request (content)`,
  `CREATE INDEX prescription_request_made ON prescription_request (made_at, id)`,
  `CREATE INDEX prescription_request_word_of ON prescription_request_word (request, at)`,
  // `digest`: keyed hash of the answer, by which the same one is known; SHA-256 of what is sealed is told to people.
  `CREATE TABLE prescription_later_answer (
     id TEXT NOT NULL PRIMARY KEY,
     request TEXT NOT NULL REFERENCES prescription_request,
     arrived_at TEXT NOT NULL,
     outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'refused', 'unknown')),
     digest BLOB NOT NULL,
     sealed BLOB NOT NULL,
     UNIQUE (request, digest)
   ) STRICT, WITHOUT ROWID`,
  ...['UPDATE', 'DELETE'].map(
    (change) =>
      `CREATE TRIGGER prescription_later_answer_${change.toLowerCase()} BEFORE ${change} ON prescription_later_answer
       BEGIN SELECT RAISE(ABORT, 'prescription_later_answer is append-only'); END`,
  ),
  `ALTER TABLE prescription_master ADD COLUMN refused TEXT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
