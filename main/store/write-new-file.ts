import { randomUUID } from 'node:crypto';
import { constants, copyFile, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, fileFault } from '../errors.ts';
import { nameFile, OWN_PLACE } from './name-file.ts';

/** Copies a file to a name that is free; its bytes are on the disk when it resolves, its name once the folder is synced. */
export async function copyToDisk(source: string, path: string): Promise<void> {
  await copyFile(source, path, constants.COPYFILE_EXCL);
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

/**
 * Writes bytes under a name of their own in a folder, on the disk when it returns; `nameFile` finishes it. What could not be written to its end goes.
 * @throws AppError FILE_UNWRITABLE
 */
export async function writeTemporaryFile(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600).catch(fileFault('FILE_UNWRITABLE', path));
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (cause) {
    await unlink(path).catch(() => {});
    fileFault('FILE_UNWRITABLE', path)(cause);
  } finally {
    await handle.close();
  }
}

/**
 * Writes a whole file in place of what had the name, readable by its owner only, on the disk when it returns. Whoever reads meanwhile, or after
 * the process or the machine died at any moment, finds the whole old file or the whole new one.
 * @throws AppError FILE_UNWRITABLE
 */
export async function replaceFile(path: string, bytes: Uint8Array, place = OWN_PLACE): Promise<void> {
  const temporary = partialName(path);
  await writeTemporaryFile(temporary, bytes);
  await rename(temporary, path).catch(async (cause: unknown) => {
    await unlink(temporary).catch(() => {});
    fileFault('FILE_UNWRITABLE', path)(cause);
  });
  await place.sync(dirname(path)).catch(fileFault('FILE_UNWRITABLE', path));
}

/** Names of files that are being written; one that stays was cut off. */
export const PARTIAL = /^\.[\da-f-]{36}\.partial$/;
const partialName = (path: string): string => join(dirname(path), `.${randomUUID()}.partial`);

/**
 * Writes a whole file or nothing, readable by its owner only, on the disk when it returns; never replaces one.
 * @throws AppError FILE_UNWRITABLE
 */
export async function writeNewFile(path: string, bytes: Uint8Array, place = OWN_PLACE): Promise<void> {
  const temporary = partialName(path);
  await writeTemporaryFile(temporary, bytes);
  const named = await nameFile(temporary, path, place).catch(async (cause: unknown) => {
    await unlink(temporary).catch(() => {});
    return fileFault('FILE_UNWRITABLE', path)(cause);
  });
  if (named) return;
  await unlink(temporary);
  throw new AppError('FILE_UNWRITABLE', { path, note: 'EEXIST' });
}
