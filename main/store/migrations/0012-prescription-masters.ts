import { type Kysely, sql } from 'kysely';

/**
 * Code masters of prescriptions: one file at a time for each kind, so that nothing is mixed, and what stays the same from one prescription to the next.
 * `search`: names, readings and codes in one script and width, in a narrow table of its own, which is scanned with every letter that is typed.
 */
const STATEMENTS = [
  `CREATE TABLE prescription_master (
     kind TEXT NOT NULL PRIMARY KEY CHECK (kind IN ('drug', 'usage', 'limit')),
     name TEXT NOT NULL,
     version TEXT NOT NULL,
     source TEXT NOT NULL,
     sha256 TEXT NOT NULL,
     entries INTEGER NOT NULL,
     imported_at TEXT NOT NULL,
     demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1))
   ) STRICT`,
  `CREATE TABLE prescription_drug (
     code TEXT NOT NULL PRIMARY KEY,
     name TEXT NOT NULL,
     unit TEXT NOT NULL,
     class TEXT NOT NULL,
     generic INTEGER NOT NULL,
     form TEXT NOT NULL,
     price_code TEXT NOT NULL,
     general_code TEXT NOT NULL,
     general_name TEXT NOT NULL,
     listed_on TEXT,
     ended_on TEXT
   ) STRICT`,
  `CREATE INDEX prescription_drug_price ON prescription_drug (price_code)`,
  `CREATE INDEX prescription_drug_general ON prescription_drug (general_code)`,
  `CREATE TABLE prescription_usage (
     code TEXT NOT NULL PRIMARY KEY,
     name TEXT NOT NULL,
     kind TEXT NOT NULL,
     from_day TEXT,
     until_day TEXT
   ) STRICT`,
  `CREATE TABLE prescription_search (
     kind TEXT NOT NULL CHECK (kind IN ('drug', 'usage')),
     code TEXT NOT NULL,
     search TEXT NOT NULL,
     ended_on TEXT,
     PRIMARY KEY (kind, search, code)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE prescription_limit (
     code_kind TEXT NOT NULL CHECK (code_kind IN ('2', '4', '7')),
     code TEXT NOT NULL,
     days INTEGER,
     source TEXT NOT NULL,
     listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
     PRIMARY KEY (code_kind, code, listed)
   ) STRICT`,
  `CREATE TABLE prescriber (
     person TEXT NOT NULL PRIMARY KEY REFERENCES person,
     sealed BLOB NOT NULL
   ) STRICT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
