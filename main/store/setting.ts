import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** A value kept under a name, as it came out of its JSON: the reader checks its shape. `null` where nothing is kept. */
export async function readSetting(db: Kysely<Tables>, name: string): Promise<unknown> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
  return row ? JSON.parse(row.value) : null;
}

/** Keeps a JSON value under a name in place of the one before; `null` forgets it. */
export async function keepSetting(db: Kysely<Tables>, name: string, value: unknown): Promise<void> {
  if (value === null) {
    await db.deleteFrom('setting').where('name', '=', name).execute();
    return;
  }
  const row = { name, value: JSON.stringify(value) };
  await db
    .insertInto('setting')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}
