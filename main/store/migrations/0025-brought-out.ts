import { type Kysely, sql } from 'kysely';

/** Whether a batch is over with its last signature or not before somebody closes it, and where each of its signed files was brought, sealed as its names. */
const STATEMENTS = [
  `ALTER TABLE signing_batch ADD COLUMN until TEXT NOT NULL DEFAULT 'signed' CHECK (until IN ('signed', 'closed'))`,
  'ALTER TABLE signing_batch_item ADD COLUMN delivered BLOB',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
