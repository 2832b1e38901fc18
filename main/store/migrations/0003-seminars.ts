import { type Kysely, sql } from 'kysely';

const neverDeleted = (table: string): string =>
  `CREATE TRIGGER ${table}_is_never_deleted BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`;

const appendOnly = (table: string): readonly string[] => [
  `CREATE TRIGGER ${table}_is_never_changed BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  neverDeleted(table),
];

/** People whom the desk may hold, seminars, what happened at them, what was settled, and a doctor's own account of units. */
const STATEMENTS = [
  `CREATE TABLE held_person (person TEXT PRIMARY KEY REFERENCES person, sealed BLOB NOT NULL, changed_at TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE held_list (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL CHECK (kind IN ('members', 'booking')),
     name TEXT NOT NULL,
     seminar TEXT,
     imported_at TEXT NOT NULL,
     file_name TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE held_list_entry (
     list TEXT NOT NULL REFERENCES held_list,
     person TEXT NOT NULL REFERENCES held_person,
     code TEXT,
     rooms TEXT,
     PRIMARY KEY (list, person)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX held_list_entry_by_person ON held_list_entry (person)`,
  `CREATE TABLE seminar_revision (
     seminar TEXT NOT NULL,
     revision INTEGER NOT NULL,
     at TEXT NOT NULL,
     state TEXT NOT NULL,
     plan TEXT NOT NULL,
     reason TEXT NOT NULL,
     PRIMARY KEY (seminar, revision, at, state, plan, reason)
   ) STRICT, WITHOUT ROWID`,
  ...appendOnly('seminar_revision'),
  // Kept in the order of arrival, by rowid: facts of one seminar lie together, and a row of some 1,500 bytes needs no page of its own.
  `CREATE TABLE attendance_fact (
     hash TEXT NOT NULL PRIMARY KEY,
     device TEXT NOT NULL,
     sequence INTEGER NOT NULL,
     seminar TEXT NOT NULL,
     nonce TEXT NOT NULL,
     body TEXT NOT NULL,
     person TEXT REFERENCES person,
     sealed BLOB,
     received_at TEXT NOT NULL
   ) STRICT`,
  `CREATE INDEX attendance_fact_by_place ON attendance_fact (seminar, device, sequence, hash)`,
  `CREATE INDEX attendance_fact_by_nonce ON attendance_fact (nonce)`,
  `CREATE INDEX attendance_fact_by_person ON attendance_fact (person)`,
  // A fact that came without its payload takes it when it comes, once; nothing else of it ever changes.
  `CREATE TRIGGER attendance_fact_is_never_changed BEFORE UPDATE ON attendance_fact
     WHEN OLD.sealed IS NOT NULL OR OLD.person IS NOT NULL
       OR (OLD.hash, OLD.device, OLD.sequence, OLD.seminar, OLD.nonce, OLD.body, OLD.received_at)
       IS NOT (NEW.hash, NEW.device, NEW.sequence, NEW.seminar, NEW.nonce, NEW.body, NEW.received_at)
     BEGIN SELECT RAISE(ABORT, 'attendance_fact is append-only'); END`,
  neverDeleted('attendance_fact'),
  `CREATE TABLE station (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     name TEXT NOT NULL,
     device TEXT NOT NULL,
     certificate BLOB NOT NULL,
     sealed_key BLOB NOT NULL
   ) STRICT`,
  `CREATE TABLE station_peer (fingerprint TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, paired_at TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE card_binding (
     certificate TEXT PRIMARY KEY,
     person TEXT NOT NULL REFERENCES person,
     sealed BLOB NOT NULL,
     atr TEXT NOT NULL,
     way TEXT NOT NULL,
     bound_at TEXT NOT NULL,
     replaced_by TEXT
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE status_authority (thumbprint TEXT PRIMARY KEY, name TEXT NOT NULL, jwk TEXT NOT NULL, confirmed_at TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE authority_notice (
     id TEXT PRIMARY KEY,
     at TEXT NOT NULL,
     kind TEXT NOT NULL,
     person TEXT REFERENCES person,
     sealed BLOB NOT NULL,
     sent_at TEXT
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE settlement (
     seminar TEXT NOT NULL,
     number INTEGER NOT NULL,
     at TEXT NOT NULL,
     body TEXT NOT NULL,
     hash TEXT NOT NULL,
     PRIMARY KEY (seminar, number)
   ) STRICT, WITHOUT ROWID`,
  ...appendOnly('settlement'),
  `CREATE TABLE settlement_row (
     seminar TEXT NOT NULL,
     number INTEGER NOT NULL,
     person TEXT NOT NULL REFERENCES person,
     sealed BLOB NOT NULL,
     PRIMARY KEY (seminar, number, person),
     FOREIGN KEY (seminar, number) REFERENCES settlement
   ) STRICT, WITHOUT ROWID`,
  ...appendOnly('settlement_row'),
  `CREATE TABLE submission (
     id TEXT PRIMARY KEY,
     seminar TEXT NOT NULL,
     settlement INTEGER NOT NULL,
     at TEXT NOT NULL,
     body TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE credit_record (
     id TEXT PRIMARY KEY,
     person TEXT NOT NULL REFERENCES person,
     sealed BLOB NOT NULL,
     entered_at TEXT NOT NULL,
     annuls TEXT REFERENCES credit_record
   ) STRICT, WITHOUT ROWID`,
  ...appendOnly('credit_record'),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
