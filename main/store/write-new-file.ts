import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, lstat, open, rename, unlink } from 'node:fs/promises';
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

/** A name that was taken for a finished file; until `finish` the file can also be reached under its temporary name. */
export interface ClaimedName {
  /** The file has its name alone. After a crash it may have the temporary one as well, never none. @throws AppError FILE_UNWRITABLE where the name was lost */
  finish(): Promise<void>;
  /** Gives the name back; the file keeps its temporary one. */
  release(): Promise<void>;
}

/** Makes a second name for a file, never replacing another. */
type GiveName = (from: string, to: string) => Promise<void>;

/** The name is the file itself. */
const linked = (temporary: string, path: string): ClaimedName => ({ finish: () => unlink(temporary), release: () => unlink(path) });

/** Without links an empty file keeps the name until the whole one takes its place in one step; what somebody put there meanwhile is left. */
async function reserved(temporary: string, path: string): Promise<ClaimedName | null> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  }
  return {
    async finish() {
      if (!(await isReserved(path))) throw new AppError('FILE_UNWRITABLE', { path, note: 'EEXIST' });
      await rename(temporary, path);
      await syncFolder(dirname(path));
    },
    async release() {
      if (await isReserved(path)) await unlink(path);
    },
  };
}

/** Whether an empty file keeps a name. */
export async function isReserved(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return (found?.isFile() ?? false) && found?.size === 0;
}

/**
 * Takes a name for a finished file, never replacing another; the name is on the disk when it resolves.
 * @returns `null` when the name is taken
 */
export async function claimName(temporary: string, path: string, giveName: GiveName = link): Promise<ClaimedName | null> {
  const claimed = await giveName(temporary, path).then(
    () => linked(temporary, path),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null;
      if (!NO_LINKS.has(error.code ?? '')) throw error;
      return reserved(temporary, path);
    },
  );
  if (claimed) await syncFolder(dirname(path));
  return claimed;
}

/**
 * Gives a finished file its name, never replacing another; where that fails the name is free again.
 * @returns false when the name is taken
 */
export async function nameFile(temporary: string, path: string, giveName: GiveName = link): Promise<boolean> {
  const claimed = await claimName(temporary, path, giveName);
  if (!claimed) return false;
  await claimed.finish().catch(async (error: unknown) => {
    await claimed.release().catch(() => {});
    throw error;
  });
  await syncFolder(dirname(path));
  return true;
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
