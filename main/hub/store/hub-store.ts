import { Kysely, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { AppError } from '../../errors.ts';
import { type Actor, registrationOf } from './actor.ts';
import type { Engine } from './engine.ts';
import { migrations } from './migrations/index.ts';
import { pgliteEngine } from './pglite.ts';
import { postgresEngine } from './postgres.ts';
import type { HubTables } from './schema.ts';

/** A transaction of the hub's business. */
export type HubTransaction = Transaction<HubTables>;

/** The hub's database, open. */
export interface HubStore extends AsyncDisposable {
  readonly engine: Engine['name'];
  readonly now: () => Date;
  /** Work in somebody's name: all of it or nothing, as the role that row-level security binds. */
  within<Done>(actor: Actor, work: (tx: HubTransaction) => Promise<Done>): Promise<Done>;
  listen: Engine['listen'];
}

/** Where the database is: a server's address, or a folder of this computer. */
export interface HubStoreOptions {
  /** `postgres://…`; without it the folder is used. */
  readonly database?: string;
  readonly folder: string;
  readonly now?: () => Date;
}

/** Names of the changes that were made; none where the table of them is not there yet. */
async function executed(db: Kysely<HubTables>): Promise<readonly string[]> {
  const { rows: tables } = await sql`SELECT FROM pg_class WHERE relname = 'kysely_migration'`.execute(db);
  if (tables.length === 0) return [];
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name`.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Brings the database up to date, which takes its owner; one that is up to date is opened by whoever may act as the hub's role.
 * @throws AppError STORE_TOO_NEW when a later version of the program has changed it
 */
async function migrate(db: Kysely<HubTables>): Promise<void> {
  const done = await executed(db);
  const unknown = done.find((name) => !Object.hasOwn(migrations, name));
  if (unknown !== undefined) throw new AppError('STORE_TOO_NEW', { migration: unknown });
  if (done.length === Object.keys(migrations).length) return;
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } }).migrateToLatest();
  if (error) throw error;
}

/**
 * Opens the hub's database and brings it up to date. Whoever connects may own the tables: business never runs as that role.
 * @throws AppError STORE_TOO_NEW, DATA_FOLDER_LOCKED, HUB_DATABASE_UNREACHABLE
 */
export async function openHubStore({ database, folder, now = () => new Date() }: HubStoreOptions): Promise<HubStore> {
  const engine = database === undefined ? await pgliteEngine(folder) : postgresEngine(database);
  const db = new Kysely<HubTables>({ dialect: engine.dialect });
  const close = async () => {
    await db.destroy();
    await engine[Symbol.asyncDispose]();
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error instanceof AppError
      ? error
      : new AppError('HUB_DATABASE_UNREACHABLE', { note: error instanceof Error ? error.message : '' }, { cause: error });
  }
  return {
    engine: engine.name,
    now,
    listen: engine.listen,
    within: (actor, work) =>
      db.transaction().execute(async (tx) => {
        // Policies over many partitions look so costly that PostgreSQL would compile each of these short questions for half a second.
        await sql`SELECT set_config('role', 'hpki_hub', true), set_config('hpki.kind', ${actor.kind}, true), set_config('hpki.association', ${actor.association ?? ''}, true),
          set_config('hpki.client', ${actor.client ?? ''}, true), set_config('hpki.registration', ${registrationOf(actor) ?? ''}, true),
          set_config('jit', 'off', true)`.execute(tx);
        return work(tx);
      }),
    [Symbol.asyncDispose]: close,
  };
}
