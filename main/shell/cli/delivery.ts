import { access, constants, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RegisterEntry } from '../../api/schema/document.ts';
import { outputNames } from '../../documents/names.ts';
import { sha256OfFile } from '../../documents/sha256.ts';
import { AppError, fileFault } from '../../errors.ts';
import { nameFile, OTHER_PLACE, type Place } from '../../store/name-file.ts';
import { copyToDisk } from '../../store/write-new-file.ts';

/** Brings a signed file out of the register. @returns its path. @throws AppError FILE_UNWRITABLE, SIGNED_FILE_GONE, SIGNED_FILE_CHANGED */
export type Deliver = (entry: RegisterEntry) => Promise<string>;

/** Short, whatever the file is called; and none of the register's own, whose folder may be where files are brought. */
export const draftOf = ({ id }: RegisterEntry, folder: string): string => join(folder, `.${id}.delivery`);

/** Codes by which a system says that no file is there. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR']);

/** @throws AppError SIGNED_FILE_GONE where no file is there any more, or it was deleted in the library; FILE_UNREADABLE */
export async function requireSigned({ outputPath, outputName }: RegisterEntry): Promise<void> {
  await access(outputPath, constants.R_OK).catch((cause: NodeJS.ErrnoException) => {
    if (!ABSENT.has(cause.code ?? '')) return fileFault('FILE_UNREADABLE', outputPath)(cause);
    throw new AppError('SIGNED_FILE_GONE', { name: outputName }, { cause });
  });
}

/** A copy that is on the disk and holds the very bytes that were signed. @throws AppError SIGNED_FILE_CHANGED, FILE_UNWRITABLE, and the file system's own errors */
async function copyWhole({ outputPath, outputName, outputSha256 }: RegisterEntry, draft: string): Promise<void> {
  await copyToDisk(outputPath, draft);
  if ((await sha256OfFile(draft)) === outputSha256) return;
  const changed = (await sha256OfFile(outputPath)) !== outputSha256;
  throw changed ? new AppError('SIGNED_FILE_CHANGED', { name: outputName }) : new AppError('FILE_UNWRITABLE', { path: draft, note: 'copy differs' });
}

/** Copies beside the place first, so that no file is ever half there. */
async function copyBeside(entry: RegisterEntry, place: string, finish: (draft: string) => Promise<string>): Promise<string> {
  await requireSigned(entry);
  const draft = draftOf(entry, dirname(place));
  try {
    await copyWhole(entry, draft);
    return await finish(draft);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {});
    if (cause instanceof AppError) throw cause;
    return fileFault('FILE_UNWRITABLE', place)(cause);
  }
}

/** Under the first free name; what lies in the folder is never replaced. */
export const intoFolder =
  (folder: string, place: Place): Deliver =>
  (entry) =>
    copyBeside(entry, join(folder, entry.outputName), async (draft) => {
      for (const name of outputNames(entry.sourceName, entry.format)) if (await nameFile(draft, join(folder, name), place)) return join(folder, name);
      throw new AppError('FILE_UNWRITABLE', { path: folder });
    });

/** To the very path, in place of what was there. */
const toPath =
  (path: string): Deliver =>
  (entry) =>
    copyBeside(entry, path, async (draft) => {
      await rename(draft, path);
      await OTHER_PLACE.sync(dirname(path));
      return path;
    });

/**
 * Where signed files go: into a folder that is there, or one file to a path. Checked before anything is asked or signed.
 * @throws AppError USAGE_WRONG for a batch without a folder and for a place that is an original itself; FILE_UNWRITABLE
 */
export async function deliveryTo(out: string, originals: readonly string[]): Promise<Deliver> {
  const found = await stat(out).catch(() => null);
  const folder = found?.isDirectory() ?? false;
  if (!folder && originals.length > 1) throw new AppError('USAGE_WRONG', { note: '-o DIR' });
  for (const original of found && !folder ? originals : []) {
    const { dev, ino } = await stat(original).catch(() => ({ dev: null, ino: null }));
    if (dev === found?.dev && ino === found?.ino) throw new AppError('USAGE_WRONG', { note: `-o ${out}` });
  }
  const parent = folder ? out : dirname(out);
  await access(parent, constants.W_OK).catch(fileFault('FILE_UNWRITABLE', parent));
  return folder ? intoFolder(out, OTHER_PLACE) : toPath(out);
}
