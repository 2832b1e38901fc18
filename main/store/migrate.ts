import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError } from '../errors.ts';
import { migrations as known } from './migrations/index.ts';

const TABLE = 'migration';

async function executed<T>(db: Kysely<T>): Promise<readonly string[]> {
  const tables = await sql<{ name: string }>`SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ${TABLE}`.execute(db);
  if (tables.rows.length === 0) return [];
  const { rows } = await sql<{ name: string }>`SELECT name FROM ${sql.table(TABLE)} ORDER BY name`.execute(db);
  return rows.map((row) => row.name);
}

/**
 * A store that a later version of the program has changed is left alone.
 * @throws AppError STORE_TOO_NEW
 */
export async function refuseNewerStore<T>(db: Kysely<T>, migrations: Readonly<Record<string, Migration>> = known): Promise<void> {
  const unknown = (await executed(db)).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) throw new AppError('STORE_TOO_NEW', { migration: unknown.at(-1)! });
}

/**
 * Brings the store up to this version, in one transaction, recorded in the table `migration`.
 * @throws AppError STORE_TOO_NEW
 */
export async function migrate<T>(db: Kysely<T>, migrations: Readonly<Record<string, Migration>> = known): Promise<void> {
  await refuseNewerStore(db, migrations);
  const provider = { getMigrations: async () => ({ ...migrations }) };
  const migrator = new Migrator({ db, provider, migrationTableName: TABLE, migrationLockTableName: `${TABLE}_lock` });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
