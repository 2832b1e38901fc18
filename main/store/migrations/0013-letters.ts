import { type Kysely, sql } from 'kysely';

/** Referral letters: drafts with what is attached, saved phrases, what went to signing, and packages that came. */
const STATEMENTS = [
  `CREATE TABLE letter (
     id TEXT NOT NULL PRIMARY KEY,
     person TEXT NOT NULL REFERENCES person,
     changed_at TEXT NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT`,
  `CREATE INDEX letter_changed ON letter (changed_at)`,
  `CREATE TABLE letter_attachment (
     id TEXT NOT NULL PRIMARY KEY,
     letter TEXT NOT NULL REFERENCES letter ON DELETE CASCADE,
     person TEXT NOT NULL REFERENCES person,
     added_at TEXT NOT NULL,
     sealed BLOB NOT NULL,
     content BLOB NOT NULL
   ) STRICT`,
  `CREATE INDEX letter_attachment_letter ON letter_attachment (letter, added_at)`,
  `CREATE TABLE letter_phrase (
     id TEXT NOT NULL PRIMARY KEY,
     person TEXT NOT NULL REFERENCES person,
     added_at TEXT NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT`,
  `CREATE TABLE letter_issue (
     pdf_sha256 TEXT NOT NULL PRIMARY KEY,
     letter TEXT NOT NULL,
     person TEXT NOT NULL REFERENCES person,
     made_at TEXT NOT NULL,
     year INTEGER NOT NULL,
     number INTEGER NOT NULL,
     content_sha256 TEXT NOT NULL,
     sealed BLOB NOT NULL,
     manifest_sha256 TEXT,
     manifest BLOB,
     UNIQUE (year, number),
     CHECK ((manifest_sha256 IS NULL) = (manifest IS NULL))
   ) STRICT`,
  `CREATE INDEX letter_issue_letter ON letter_issue (letter, made_at)`,
  `CREATE TABLE letter_received (
     id TEXT NOT NULL PRIMARY KEY,
     person TEXT NOT NULL REFERENCES person,
     received_at TEXT NOT NULL,
     sealed BLOB NOT NULL,
     content BLOB NOT NULL
   ) STRICT`,
  `CREATE INDEX signed_document_source ON signed_document (source_sha256)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
