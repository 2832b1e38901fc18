import { type Kysely, sql } from 'kysely';

const appendOnly = (table: string): readonly string[] =>
  ['UPDATE', 'DELETE'].map(
    (change) => `CREATE TRIGGER ${table}_is_append_only_${change.toLowerCase()} BEFORE ${change} ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  );

/** The authority's desk: holders, their applications, orders, cards and certificates, what happened to each, and the staff who made it happen. */
const STATEMENTS = [
  // Numbered by itself, so that the rows that point here are short: there are millions of them.
  `CREATE TABLE credential_holder (
     id INTEGER PRIMARY KEY,
     person TEXT NOT NULL UNIQUE REFERENCES person,
     sealed BLOB,
     association TEXT,
     member INTEGER NOT NULL CHECK (member IN (0, 1)),
     changed_at TEXT NOT NULL
   ) STRICT`,
  `CREATE INDEX credential_holder_by_association ON credential_holder (association)`,
  // Keyed hashes of numbers and of beginnings of names and readings, by which a holder is found without a readable index.
  `CREATE TABLE credential_token (
     token BLOB NOT NULL,
     holder INTEGER NOT NULL REFERENCES credential_holder,
     PRIMARY KEY (token, holder)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX credential_token_by_holder ON credential_token (holder)`,
  // Where each object stands; what its events say is the truth, and gives the same.
  `CREATE TABLE credential_object (
     id TEXT NOT NULL PRIMARY KEY,
     kind TEXT NOT NULL CHECK (kind IN ('application', 'order', 'card', 'certificate')),
     holder INTEGER NOT NULL REFERENCES credential_holder,
     state TEXT NOT NULL,
     origins TEXT NOT NULL,
     since TEXT NOT NULL,
     parent TEXT REFERENCES credential_object,
     procedure TEXT,
     association TEXT,
     queue TEXT,
     due TEXT,
     expires TEXT,
     facts TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX credential_object_by_holder ON credential_object (holder)`,
  `CREATE INDEX credential_object_by_parent ON credential_object (parent)`,
  // In the order in which they should be done: of one queue, of all, and both for one association.
  `CREATE INDEX credential_object_by_queue ON credential_object (queue, due, id, since) WHERE queue IS NOT NULL`,
  `CREATE INDEX credential_object_by_due ON credential_object (due, id) WHERE due IS NOT NULL`,
  `CREATE INDEX credential_object_by_association ON credential_object (association, queue, due, id, since) WHERE queue IS NOT NULL`,
  `CREATE INDEX credential_object_by_expiry ON credential_object (kind, state, expires)`,
  `CREATE TABLE credential_event (
     sequence INTEGER PRIMARY KEY,
     nonce TEXT NOT NULL UNIQUE,
     object TEXT NOT NULL,
     holder INTEGER NOT NULL,
     at TEXT NOT NULL,
     transition TEXT NOT NULL,
     state TEXT NOT NULL,
     by TEXT NOT NULL,
     second TEXT,
     facts TEXT NOT NULL,
     sealed BLOB,
     event TEXT,
     stops INTEGER NOT NULL,
     hash TEXT NOT NULL
   ) STRICT`,
  `CREATE INDEX credential_event_by_object ON credential_event (object, sequence)`,
  `CREATE INDEX credential_event_by_holder ON credential_event (holder, sequence)`,
  `CREATE INDEX credential_event_that_stops ON credential_event (sequence) WHERE stops = 1`,
  ...appendOnly('credential_event'),
  `CREATE TABLE credential_evidence (
     id TEXT NOT NULL PRIMARY KEY,
     object TEXT NOT NULL REFERENCES credential_object,
     holder INTEGER NOT NULL REFERENCES credential_holder,
     item TEXT NOT NULL,
     dated TEXT,
     at TEXT NOT NULL,
     by TEXT NOT NULL,
     sealed BLOB,
     scan BLOB,
     scan_type TEXT,
     withdrawn_at TEXT
   ) STRICT`,
  `CREATE INDEX credential_evidence_by_object ON credential_evidence (object)`,
  `CREATE INDEX credential_evidence_by_holder ON credential_evidence (holder)`,
  `CREATE TABLE credential_note (
     id TEXT NOT NULL PRIMARY KEY,
     holder INTEGER NOT NULL REFERENCES credential_holder,
     at TEXT NOT NULL,
     by TEXT NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT`,
  `CREATE INDEX credential_note_by_holder ON credential_note (holder, at)`,
  // What a letter said is kept sealed; the paper is set from it again.
  `CREATE TABLE credential_letter (
     id TEXT NOT NULL PRIMARY KEY,
     object TEXT NOT NULL REFERENCES credential_object,
     holder INTEGER NOT NULL REFERENCES credential_holder,
     at TEXT NOT NULL,
     by TEXT NOT NULL,
     template TEXT NOT NULL,
     version TEXT NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT`,
  `CREATE INDEX credential_letter_by_holder ON credential_letter (holder, at)`,
  // What one person wants and a second must confirm.
  `CREATE TABLE credential_proposal (
     id TEXT NOT NULL PRIMARY KEY,
     at TEXT NOT NULL,
     by TEXT NOT NULL,
     until TEXT NOT NULL,
     kind TEXT NOT NULL,
     holder INTEGER REFERENCES credential_holder,
     body TEXT NOT NULL,
     sealed BLOB,
     state TEXT NOT NULL CHECK (state IN ('open', 'carrying-out', 'confirmed', 'refused', 'lapsed')),
     decided_by TEXT,
     decided_at TEXT
   ) STRICT`,
  `CREATE INDEX credential_proposal_open ON credential_proposal (at) WHERE state IN ('open', 'carrying-out')`,
  // Requests to the certification authority, signed, and its answers; the revocation list is what counts.
  `CREATE TABLE revocation_request (
     id TEXT NOT NULL PRIMARY KEY,
     object TEXT NOT NULL REFERENCES credential_object,
     at TEXT NOT NULL,
     due TEXT NOT NULL,
     reason TEXT NOT NULL,
     message TEXT NOT NULL,
     sent_at TEXT,
     answer TEXT,
     answered_at TEXT,
     listed_at TEXT
   ) STRICT`,
  `CREATE INDEX revocation_request_by_object ON revocation_request (object)`,
  // A file that went to the printer; what it holds can be made again.
  `CREATE TABLE production_batch (
     id TEXT NOT NULL PRIMARY KEY,
     at TEXT NOT NULL,
     by TEXT NOT NULL,
     orders TEXT NOT NULL,
     sha256 TEXT NOT NULL
   ) STRICT`,
  `CREATE TABLE staff (
     id TEXT NOT NULL PRIMARY KEY,
     name TEXT NOT NULL,
     roles TEXT NOT NULL,
     association TEXT,
     state TEXT NOT NULL CHECK (state IN ('active', 'left')),
     card TEXT,
     created_at TEXT NOT NULL
   ) STRICT`,
  `CREATE UNIQUE INDEX staff_by_name ON staff (name) WHERE state = 'active'`,
  `CREATE TABLE staff_passkey (
     id TEXT NOT NULL PRIMARY KEY,
     staff TEXT NOT NULL REFERENCES staff,
     name TEXT NOT NULL,
     public_key BLOB NOT NULL,
     counter INTEGER NOT NULL,
     transports TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('active', 'pending')),
     registered_by TEXT NOT NULL,
     created_at TEXT NOT NULL,
     used_at TEXT
   ) STRICT`,
  // For the command line: SHA-256 of a token that one person holds.
  `CREATE TABLE staff_token (
     sha256 TEXT NOT NULL PRIMARY KEY,
     staff TEXT NOT NULL REFERENCES staff,
     created_at TEXT NOT NULL,
     expires_at TEXT NOT NULL
   ) STRICT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
