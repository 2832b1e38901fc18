import { lstat, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../errors.ts';
import { OTHER_PLACE } from '../../store/name-file.ts';
import { replaceFile, writeNewFile } from '../../store/write-new-file.ts';
import type { NamedBytes } from '../../named-bytes.ts';

/** @throws AppError FILE_NAME_TAKEN for a name that is taken, before anything is written, or that two files have */
async function requireFree(paths: readonly string[]): Promise<void> {
  for (const [index, path] of paths.entries()) {
    const taken = paths.indexOf(path) < index || (await lstat(path).catch(() => null)) !== null;
    if (taken) throw new AppError('FILE_NAME_TAKEN', { path });
  }
}

/**
 * Into a folder under the files' own names, of which none is ever replaced there; or one file to the path that was named, in place of what had it.
 * @throws AppError USAGE_WRONG, FILE_NAME_TAKEN, FILE_UNWRITABLE
 */
export async function deliverFiles(out: string, files: readonly NamedBytes[]): Promise<readonly string[]> {
  const folder = (await stat(out).catch(() => null))?.isDirectory() ?? false;
  if (!folder && files.length > 1) throw new AppError('USAGE_WRONG', { note: '-o DIR' });
  const paths = files.map(({ name }) => (folder ? join(out, name) : out));
  if ((await stat(dirname(out)).catch(() => null)) === null) throw new AppError('FILE_UNWRITABLE', { path: dirname(out) });
  if (folder) await requireFree(paths);
  const write = folder ? writeNewFile : replaceFile;
  for (const [index, { bytes }] of files.entries()) await write(paths[index]!, bytes, OTHER_PLACE);
  return paths;
}
