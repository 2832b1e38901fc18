import { type Kysely, sql } from 'kysely';

/** What became of the files of a watched folder, by keyed hashes of name and content; and of which file a document was taken. */
const STATEMENTS = [
  `CREATE TABLE watched_decision (
     token BLOB NOT NULL PRIMARY KEY,
     decision TEXT NOT NULL CHECK (decision IN ('signed', 'aside')),
     decided_at TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE watched_document (
     document TEXT NOT NULL PRIMARY KEY,
     token BLOB NOT NULL
   ) STRICT`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
