import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../errors.ts';

/**
 * Holds the data folder for this process. The hold is SQLite's own file lock, so that the system drops it when the process dies,
 * however it dies, on every platform.
 * @throws AppError DATA_FOLDER_LOCKED
 */
export function lockDataFolder(file: string): Disposable {
  closeSync(openSync(file, 'a', 0o600));
  const holder = new Database(file, { timeout: 0 });
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    holder.close();
    throw new AppError('DATA_FOLDER_LOCKED', { path: file }, { cause });
  }
  return { [Symbol.dispose]: () => void holder.close() };
}
