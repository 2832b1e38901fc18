import { realpath } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { isWithin, type NoFolder, realFolder } from '../folders/real-folder.ts';
import { askFolder } from '../folders/unless-silent.ts';

/** Why a folder cannot be watched; words `errors.WATCHED_FOLDER_UNFIT` choose by it. */
type Reason = NoFolder | 'silent' | 'in-data-folder';

export const unfitFolder = (folder: string, because: Reason, cause?: unknown): AppError =>
  new AppError('WATCHED_FOLDER_UNFIT', { folder, because }, { cause });

/** Looks whether the folder can be used now. @returns where it really lies. @throws AppError WATCHED_FOLDER_UNFIT */
export const requireReachable = (folder: string): Promise<string> => realFolder(folder, (because, cause) => unfitFolder(folder, because, cause));

/**
 * Makes sure that a folder can be watched: there, and not within the data folder, whose files are the program's own.
 * @throws AppError WATCHED_FOLDER_UNFIT
 */
export async function requireFitFolder(folder: string, dataFolder: string): Promise<void> {
  const silent = () => unfitFolder(folder, 'silent');
  if (isWithin(await askFolder(folder, () => requireReachable(folder), silent), await realpath(dataFolder)))
    throw unfitFolder(folder, 'in-data-folder');
}
