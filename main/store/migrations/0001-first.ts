import { type Kysely, sql } from 'kysely';

/** The statements of the first store: settings, persons, the audit log and the register of signed documents. */
const STATEMENTS = [
  `CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE person (id TEXT PRIMARY KEY, wrapped_key BLOB, created_at TEXT NOT NULL, destroyed_at TEXT) STRICT, WITHOUT ROWID`,
  `CREATE TABLE person_alias (token BLOB PRIMARY KEY, person TEXT NOT NULL REFERENCES person) STRICT, WITHOUT ROWID`,
  `CREATE TABLE audit_entry (
     sequence INTEGER PRIMARY KEY,
     at TEXT NOT NULL,
     action TEXT NOT NULL,
     facts TEXT NOT NULL,
     personal TEXT NOT NULL,
     person TEXT REFERENCES person,
     sealed BLOB,
     previous TEXT NOT NULL,
     hash TEXT NOT NULL
   ) STRICT`,
  `CREATE TABLE audit_head (id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash TEXT NOT NULL, mac BLOB NOT NULL) STRICT`,
  `CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`,
  `CREATE TRIGGER audit_entry_is_never_deleted BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`,
  `CREATE TRIGGER audit_head_is_never_deleted BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`,
  `CREATE TABLE signed_document (
     id TEXT PRIMARY KEY,
     signed_at TEXT NOT NULL,
     person TEXT NOT NULL REFERENCES person,
     sealed BLOB NOT NULL,
     format TEXT NOT NULL,
     level TEXT NOT NULL,
     source_sha256 TEXT NOT NULL,
     output_sha256 TEXT NOT NULL,
     test INTEGER NOT NULL CHECK (test IN (0, 1))
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX signed_document_by_time ON signed_document (signed_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
