import { type Kysely, sql } from 'kysely';

/**
 * What is known of the keys of staff: which ones a colleague made in the set-up phase, whether a card ever signed somebody in and until when it can, and
 * of each token what it is for, who made it, when it was used last and when it was taken back. Rows of tokens stay: who had one once is not new here.
 */
const STATEMENTS = [
  `ALTER TABLE staff ADD COLUMN card_proved INTEGER NOT NULL DEFAULT 0 CHECK (card_proved IN (0, 1))`,
  `ALTER TABLE staff ADD COLUMN card_until TEXT`,
  `ALTER TABLE staff_passkey ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1))`,
  `ALTER TABLE staff_token ADD COLUMN name TEXT NOT NULL DEFAULT ''`,
  `ALTER TABLE staff_token ADD COLUMN made_by TEXT`,
  `ALTER TABLE staff_token ADD COLUMN used_at TEXT`,
  `ALTER TABLE staff_token ADD COLUMN removed_at TEXT`,
  `ALTER TABLE staff_token ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
