import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../errors.ts';

/** File systems without hard links (FAT, some network shares) say so with these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

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

/** What naming asks of the place where a file goes. */
export interface Place {
  /** Makes a second name for a file, never replacing another. */
  readonly giveName: (from: string, to: string) => Promise<void>;
  /** Makes the names in a folder durable. */
  readonly sync: (folder: string) => Promise<void>;
}

/** The data folder: a name that is not durable is none. */
export const OWN_PLACE: Place = { giveName: link, sync: syncFolder };

/** Where people have files brought. Some shares refuse to sync a folder; the file has its name all the same. */
export const OTHER_PLACE: Place = { ...OWN_PLACE, sync: (folder) => syncFolder(folder).catch(() => {}) };

/** The name is the file itself. */
const linked = (temporary: string, path: string): ClaimedName => ({ finish: () => unlink(temporary), release: () => unlink(path) });

/** Without links an empty file keeps the name until the whole one takes its place in one step; what somebody put there meanwhile is left. */
async function reserved(temporary: string, path: string, { sync }: Place): Promise<ClaimedName | null> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  }
  let filled = false;
  return {
    async finish() {
      if (!(await isReserved(path))) throw new AppError('FILE_UNWRITABLE', { path, note: 'EEXIST' });
      await rename(temporary, path);
      filled = true;
      await sync(dirname(path));
    },
    async release() {
      if (filled) await rename(path, temporary);
      else if (await isReserved(path)) await unlink(path);
    },
  };
}

/** Whether an empty file keeps a name. */
export async function isReserved(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return (found?.isFile() ?? false) && found?.size === 0;
}

/**
 * Takes a name for a finished file, never replacing another; the name is on the disk when it resolves, and free again where that fails.
 * @returns `null` when the name is taken
 */
export async function claimName(temporary: string, path: string, place = OWN_PLACE): Promise<ClaimedName | null> {
  const claimed = await place.giveName(temporary, path).then(
    () => linked(temporary, path),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null;
      if (!NO_LINKS.has(error.code ?? '')) throw error;
      return reserved(temporary, path, place);
    },
  );
  if (claimed) await orRelease(claimed, place.sync(dirname(path)));
  return claimed;
}

/** Gives a name back where a step on the way to it fails. */
const orRelease = (claimed: ClaimedName, step: Promise<void>): Promise<void> =>
  step.catch(async (error: unknown) => {
    await claimed.release().catch(() => {});
    throw error;
  });

/**
 * Gives a finished file its name, never replacing another; where that fails the name is free again.
 * @returns false when the name is taken
 */
export async function nameFile(temporary: string, path: string, place = OWN_PLACE): Promise<boolean> {
  const claimed = await claimName(temporary, path, place);
  if (!claimed) return false;
  await orRelease(claimed, claimed.finish());
  // The name is on the disk already: at worst the temporary one comes back beside it.
  await place.sync(dirname(path)).catch(() => {});
  return true;
}
