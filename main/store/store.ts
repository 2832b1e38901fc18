import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { AppError } from '../errors.ts';
import { type DataFolder, dataFolderAt, makePrivateFolder } from './data-folder.ts';
import { StoreDialect } from './dialect.ts';
import { lockDataFolder } from './lock.ts';
import { loadMasterKey, type MasterKey, type SecretStore } from './master-key.ts';
import { migrate, refuseNewerStore } from './migrate.ts';
import { type Persons, personKeys } from './persons.ts';
import type { Tables } from './schema.ts';

/** The facts of one desk, open. One process at a time writes; see README.md in this folder for what rests where and how it is protected. */
export interface Store extends AsyncDisposable {
  readonly folder: DataFolder;
  readonly db: Kysely<Tables>;
  readonly persons: Persons;
  readonly masterKey: MasterKey;
  readonly now: () => Date;
}

export interface StoreOptions {
  readonly folder: string;
  readonly secrets?: SecretStore | null;
  readonly now?: () => Date;
}

/** Settings of every connection: nothing committed is lost to a power cut, and deleted bytes are overwritten. */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON', 'trusted_schema = OFF'];

function connect(file: string, readonly: boolean): Kysely<Tables> {
  if (!readonly) closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file, { readonly });
  for (const pragma of readonly ? PRAGMAS.slice(2) : PRAGMAS) database.pragma(pragma);
  return new Kysely<Tables>({ dialect: new StoreDialect(database) });
}

/**
 * Opens the store of a data folder for writing and brings it up to date; makes it at the first use.
 * @throws AppError DATA_FOLDER_LOCKED, STORE_TOO_NEW, SECRET_STORE_UNREADABLE
 */
export async function openStore({ folder: path, secrets = null, now = () => new Date() }: StoreOptions): Promise<Store> {
  const folder = dataFolderAt(path);
  await makePrivateFolder(folder.root);
  const lock = lockDataFolder(folder.lock);
  try {
    const masterKey = await loadMasterKey(folder.masterKey, secrets, existsSync(folder.database));
    const db = connect(folder.database, false);
    const close = async () => {
      await db.destroy();
      lock[Symbol.dispose]();
    };
    await migrate(db).catch(async (error) => {
      await db.destroy();
      throw error;
    });
    return { folder, db, masterKey, now, persons: personKeys(masterKey.key, now), [Symbol.asyncDispose]: close };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/**
 * The tables of an existing store for reading, without the key of what is sealed in them, beside a process that writes.
 * @throws AppError FILE_NOT_FOUND, STORE_TOO_NEW
 */
export async function openTablesForReading({ database }: DataFolder): Promise<Pick<Store, 'db'> & AsyncDisposable> {
  if (!existsSync(database)) throw new AppError('FILE_NOT_FOUND', { path: database });
  const db = connect(database, true);
  await refuseNewerStore(db).catch(async (error) => {
    await db.destroy();
    throw error;
  });
  return { db, [Symbol.asyncDispose]: () => db.destroy() };
}

/**
 * Opens an existing store for reading, beside a process that writes.
 * @throws AppError FILE_NOT_FOUND, STORE_TOO_NEW, SECRET_STORE_UNREADABLE
 */
export async function openStoreForReading({ folder: path, secrets = null, now = () => new Date() }: StoreOptions): Promise<Store> {
  const folder = dataFolderAt(path);
  if (!existsSync(folder.database)) throw new AppError('FILE_NOT_FOUND', { path: folder.database });
  const masterKey = await loadMasterKey(folder.masterKey, secrets, true);
  const { db } = await openTablesForReading(folder);
  return { folder, db, masterKey, now, persons: personKeys(masterKey.key, now), [Symbol.asyncDispose]: () => db.destroy() };
}
