import { access, constants, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { AppError } from '../../errors.ts';
import { isWithin, type NoFolder, realFolder } from '../../folders/real-folder.ts';
import { askFolder } from '../../folders/unless-silent.ts';
import { writeTemporaryFile } from '../../store/write-new-file.ts';
import type { TerminalFolders } from './folders.ts';

const PLACES = ['request', 'response'] as const;
export type Place = (typeof PLACES)[number];

/** Why a folder cannot be one of the terminal; words `errors.TERMINAL_FOLDER_UNFIT` choose by it. */
type Reason = NoFolder | 'silent' | 'unwritable' | 'same' | 'in-data-folder';

const unfit = (place: Place, folder: string, because: Reason, cause?: unknown): AppError =>
  new AppError('TERMINAL_FOLDER_UNFIT', { place, folder, because }, { cause });

/** Has a folder asked, and given up where it does not answer. @param ended waits no longer. @throws AppError TERMINAL_FOLDER_UNFIT */
export const askPlace = <T>(folders: TerminalFolders, place: Place, ask: () => Promise<T>, ended?: AbortSignal): Promise<T> =>
  askFolder(folders[place], ask, () => unfit(place, folders[place], 'silent'), ended);

const real = (place: Place, folder: string): Promise<string> => realFolder(folder, (because, cause) => unfit(place, folder, because, cause));

/** A file is really written, under a hidden name that the terminal does not look for, and taken away: rights alone do not tell of a share that is read only. */
async function tryWriting(place: Place, folder: string): Promise<void> {
  const path = join(folder, `.${randomUUID()}.partial`);
  await writeTemporaryFile(path, new Uint8Array()).catch((cause) => {
    throw unfit(place, folder, 'unwritable', cause);
  });
  await unlink(path).catch((cause) => {
    throw unfit(place, folder, 'unwritable', cause);
  });
}

/**
 * Makes sure that two folders can be those of the terminal: there, open for reading and writing, two, and not within the data folder of this program.
 * @throws AppError TERMINAL_FOLDER_UNFIT with which one and why
 */
export async function requireFitFolders(folders: TerminalFolders, dataFolder: string): Promise<void> {
  const data = await realpath(dataFolder);
  const where = (place: Place) => askPlace(folders, place, () => real(place, folders[place]));
  const found = { request: await where('request'), response: await where('response') };
  if (found.request === found.response) throw unfit('response', folders.response, 'same');
  for (const place of PLACES) if (isWithin(found[place], data)) throw unfit(place, folders[place], 'in-data-folder');
  for (const place of PLACES) await askPlace(folders, place, () => tryWriting(place, folders[place]));
}

async function requireOpen(place: Place, folder: string): Promise<void> {
  await real(place, folder);
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).catch((cause) => {
    throw unfit(place, folder, 'closed', cause);
  });
}

/**
 * Looks, without writing, whether the folders can still be used.
 * @param ended waits no longer
 * @throws AppError TERMINAL_FOLDER_UNFIT
 */
export async function requireReachable(folders: TerminalFolders, ended: AbortSignal): Promise<void> {
  for (const place of PLACES) await askPlace(folders, place, () => requireOpen(place, folders[place]), ended);
}
