import { type Kysely, sql } from 'kysely';

/**
 * The library: a row for each document made, received or verified, narrow enough that every filter is answered by reading rows or indexes alone.
 * What is searched is sealed beside it. Documents signed before come in with their texts still to be read.
 */
const STATEMENTS = [
  `CREATE TABLE library_document (
     number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     origin TEXT NOT NULL CHECK (origin IN ('made', 'received')),
     added_at TEXT NOT NULL,
     person TEXT NOT NULL REFERENCES person,
     sealed BLOB,
     sha256 TEXT NOT NULL,
     content_sha256 TEXT,
     format TEXT NOT NULL,
     level TEXT NOT NULL,
     test INTEGER NOT NULL CHECK (test IN (0, 1)),
     extended_from TEXT REFERENCES library_document (id),
     verdict TEXT CHECK (verdict IN ('TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED', 'unreadable')),
     verdict_because TEXT,
     verified_at TEXT,
     verdict_before TEXT,
     changed_at TEXT,
     renewal_due TEXT,
     renewed INTEGER NOT NULL DEFAULT 0 CHECK (renewed IN (0, 1)),
     retention TEXT,
     retention_from TEXT,
     retain_until TEXT,
     text_state TEXT NOT NULL DEFAULT 'waiting' CHECK (text_state IN ('waiting', 'whole', 'part', 'names')),
     deleted_at TEXT,
     file_removed INTEGER NOT NULL DEFAULT 0 CHECK (file_removed IN (0, 1)),
     CHECK ((verdict IS NULL) = (verified_at IS NULL)),
     CHECK ((retention IS NULL) = (retention_from IS NULL))
   ) STRICT`,
  `CREATE TABLE library_text (
     number INTEGER NOT NULL PRIMARY KEY REFERENCES library_document,
     person TEXT NOT NULL REFERENCES person,
     grams BLOB NOT NULL,
     text BLOB NOT NULL
   ) STRICT`,
  `CREATE TABLE library_run (
     id TEXT NOT NULL PRIMARY KEY,
     kind TEXT NOT NULL CHECK (kind IN ('verify', 'renew')),
     started_at TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('running', 'stopped', 'failed', 'done')),
     position INTEGER NOT NULL DEFAULT 0,
     newest INTEGER NOT NULL,
     total INTEGER NOT NULL,
     done INTEGER NOT NULL DEFAULT 0,
     changed INTEGER NOT NULL DEFAULT 0,
     unreadable INTEGER NOT NULL DEFAULT 0,
     failure TEXT,
     document TEXT,
     ended_at TEXT
   ) STRICT`,
  `INSERT INTO library_document (id, origin, added_at, person, sha256, format, level, test, extended_from, renewal_due)
   SELECT id, 'made', signed_at, person, output_sha256, format, level, test, extended_from, renewal_due
   FROM signed_document ORDER BY signed_at, id`,
  `UPDATE library_document SET renewed = 1
   WHERE EXISTS (SELECT 1 FROM library_document AS newer WHERE newer.extended_from = library_document.id)`,
  `CREATE INDEX library_present ON library_document (number) WHERE deleted_at IS NULL`,
  `CREATE INDEX library_by_person ON library_document (person, number) WHERE deleted_at IS NULL`,
  `CREATE INDEX library_by_day ON library_document (added_at, number) WHERE deleted_at IS NULL`,
  ...['origin', 'format', 'level', 'verdict', 'test'].map(
    (column) => `CREATE INDEX library_by_${column} ON library_document (${column}, number) WHERE deleted_at IS NULL`,
  ),
  `CREATE INDEX library_by_retention ON library_document (retain_until, number) WHERE deleted_at IS NULL AND retention IS NOT NULL`,
  `CREATE INDEX library_by_renewal ON library_document (renewal_due, number) WHERE deleted_at IS NULL AND renewed = 0 AND renewal_due IS NOT NULL`,
  `CREATE INDEX library_changed ON library_document (number) WHERE deleted_at IS NULL AND changed_at = verified_at`,
  `CREATE INDEX library_waiting ON library_document (number) WHERE text_state = 'waiting'`,
  `CREATE INDEX library_extended ON library_document (extended_from) WHERE extended_from IS NOT NULL`,
  `CREATE INDEX library_by_content ON library_document (sha256)`,
  `CREATE INDEX library_deleted ON library_document (number) WHERE deleted_at IS NOT NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
