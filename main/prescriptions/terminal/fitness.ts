import { access, constants, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { randomUUID } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { AppError } from '../../errors.ts';
import { writeTemporaryFile } from '../../store/write-new-file.ts';
import type { TerminalFolders } from './folders.ts';

const PLACES = ['request', 'response'] as const;
type Place = (typeof PLACES)[number];

/** Why a folder cannot be one of the terminal; words `errors.TERMINAL_FOLDER_UNFIT` choose by it. */
type Reason = 'relative' | 'missing' | 'file' | 'closed' | 'unwritable' | 'same' | 'in-data-folder';

const unfit = (place: Place, folder: string, because: Reason, cause?: unknown): AppError =>
  new AppError('TERMINAL_FOLDER_UNFIT', { place, folder, because }, { cause });

const REASON_OF: Readonly<Record<string, Reason>> = { ENOENT: 'missing', ENOTDIR: 'file' };

async function realFolder(place: Place, folder: string): Promise<string> {
  if (!isAbsolute(folder)) throw unfit(place, folder, 'relative');
  const whole = await realpath(folder).catch((cause: NodeJS.ErrnoException) => {
    throw unfit(place, folder, REASON_OF[cause.code ?? ''] ?? 'closed', cause);
  });
  if (!(await stat(whole)).isDirectory()) throw unfit(place, folder, 'file');
  return whole;
}

const isInside = (folder: string, other: string): boolean => {
  const way = relative(other, folder);
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
};

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
  const real = { request: await realFolder('request', folders.request), response: await realFolder('response', folders.response) };
  if (real.request === real.response) throw unfit('response', folders.response, 'same');
  for (const place of PLACES) if (isInside(real[place], data)) throw unfit(place, folders[place], 'in-data-folder');
  for (const place of PLACES) await tryWriting(place, folders[place]);
}

/**
 * Looks, without writing, whether the folders can still be used.
 * @throws AppError TERMINAL_FOLDER_UNFIT
 */
export async function requireReachable(folders: TerminalFolders): Promise<void> {
  for (const place of PLACES) {
    await realFolder(place, folders[place]);
    await access(folders[place], constants.R_OK | constants.W_OK | constants.X_OK).catch((cause) => {
      throw unfit(place, folders[place], 'closed', cause);
    });
  }
}
