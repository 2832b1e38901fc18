import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';

/** Why a place that a person named is no folder to work with. */
export type NoFolder = 'relative' | 'missing' | 'file' | 'closed';

const REASON_OF: Readonly<Record<string, NoFolder>> = { ENOENT: 'missing', ENOTDIR: 'file' };

/**
 * The folder that a person named, by the way on which no link lies.
 * @param unfit makes the error of the caller's own kind, which is thrown
 */
export async function realFolder(folder: string, unfit: (because: NoFolder, cause?: unknown) => Error): Promise<string> {
  if (!isAbsolute(folder)) throw unfit('relative');
  const whole = await realpath(folder).catch((cause: NodeJS.ErrnoException) => {
    throw unfit(REASON_OF[cause.code ?? ''] ?? 'closed', cause);
  });
  if (!(await stat(whole)).isDirectory()) throw unfit('file');
  return whole;
}

/** Whether a real folder is another one, or lies within it. */
export function isWithin(folder: string, other: string): boolean {
  const way = relative(other, folder);
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}
