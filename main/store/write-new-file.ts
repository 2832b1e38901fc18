import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, fileFault } from '../errors.ts';

/** File systems without hard links (FAT, some network shares) say so with these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Copies a file to a name that is free; its bytes are on the disk when it resolves, its name once the folder is synced. */
export async function copyToDisk(source: string, path: string): Promise<void> {
  await copyFile(source, path, constants.COPYFILE_EXCL);
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** Makes the names in a folder durable; Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/**
 * Takes a name for a finished file, never replacing another. Until `finish` the file can also be reached under its temporary name; afterwards
 * under its name alone.
 * @returns `null` when the name is taken
 */
export async function claimName(temporary: string, path: string): Promise<{ readonly finish: () => Promise<void> } | null> {
  const folder = dirname(path);
  let rest: () => Promise<void> = () => unlink(temporary);
  try {
    await link(temporary, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return null;
    if (!NO_LINKS.has(code ?? '')) throw error;
    try {
      await (await open(path, 'wx', 0o600)).close();
    } catch (taken) {
      if ((taken as NodeJS.ErrnoException).code === 'EEXIST') return null;
      throw taken;
    }
    rest = () => rename(temporary, path);
  }
  await syncFolder(folder);
  return {
    finish: async () => {
      await rest();
      await syncFolder(folder);
    },
  };
}

/**
 * Gives a finished file its name, never replacing another.
 * @returns false when the name is taken
 */
export async function nameFile(temporary: string, path: string): Promise<boolean> {
  const claimed = await claimName(temporary, path);
  await claimed?.finish();
  return claimed !== null;
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
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = partialName(path);
  await writeTemporaryFile(temporary, bytes);
  await rename(temporary, path).catch(async (cause: unknown) => {
    await unlink(temporary).catch(() => {});
    fileFault('FILE_UNWRITABLE', path)(cause);
  });
  await syncFolder(dirname(path));
}

/** Names of files that are being written; one that stays was cut off. */
export const PARTIAL = /^\.[\da-f-]{36}\.partial$/;
const partialName = (path: string): string => join(dirname(path), `.${randomUUID()}.partial`);

/**
 * Writes a whole file or nothing, readable by its owner only, on the disk when it returns; never replaces one.
 * @throws AppError FILE_UNWRITABLE
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = partialName(path);
  await writeTemporaryFile(temporary, bytes);
  const named = await nameFile(temporary, path).catch(async (cause: unknown) => {
    await unlink(temporary).catch(() => {});
    return fileFault('FILE_UNWRITABLE', path)(cause);
  });
  if (named) return;
  await unlink(temporary);
  throw new AppError('FILE_UNWRITABLE', { path, note: 'EEXIST' });
}
