import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import type { DataFolder } from '../../store/data-folder.ts';
import { openTablesForReading } from '../../store/store.ts';

/** Whether the store of a data folder knows of masters: there may be none yet, or one that an older program left. */
export async function hasMasters(folder: DataFolder): Promise<boolean> {
  if (!existsSync(folder.database)) return false;
  await using tables = await openTablesForReading(folder);
  const { rows } = await sql`SELECT 1 FROM sqlite_schema WHERE name = 'prescription_master'`.execute(tables.db);
  return rows.length > 0;
}
