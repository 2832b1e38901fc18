import { access, constants, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { RegisterEntry } from '../../api/schema/document.ts';
import { outputNames } from '../../documents/names.ts';
import { sha256OfFile } from '../../documents/sha256.ts';
import { AppError, fileFault } from '../../errors.ts';
import { isReserved, nameFile, OTHER_PLACE, type Place } from '../../store/name-file.ts';
import { copyToDisk } from '../../store/write-new-file.ts';

/** Brings a signed file out of the register. @returns its path. @throws AppError FILE_UNWRITABLE, SIGNED_FILE_GONE, SIGNED_FILE_CHANGED */
export type Deliver = (entry: RegisterEntry) => Promise<string>;

/** Short, whatever the file is called; and none of the register's own, whose folder may be where files are brought. */
const draftOf = ({ id }: RegisterEntry, folder: string): string => join(folder, `.${id}.delivery`);

/** Codes by which a system says that no file is there. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR']);

/** @throws AppError SIGNED_FILE_GONE where no file is there any more, or it was deleted in the library; FILE_UNREADABLE */
async function requireSigned({ outputPath, outputName }: RegisterEntry): Promise<void> {
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
const intoFolder =
  (folder: string, place: Place): Deliver =>
  (entry) =>
    copyBeside(entry, join(folder, entry.outputName), async (draft) => {
      for (const name of outputNames(entry.sourceName, entry.format))
        if (await nameFile(draft, join(folder, name), place)) return join(folder, name);
      throw new AppError('FILE_UNWRITABLE', { path: folder });
    });

/**
 * Where there are no links, a run may have been cut off between the name that it reserved and the file: the name is free again. Nobody else's empty
 * file is taken for that: the file was whole, and is older.
 */
async function freeReserved(entry: RegisterEntry, folder: string): Promise<void> {
  const draft = draftOf(entry, folder);
  if ((await sha256OfFile(draft).catch(() => null)) !== entry.outputSha256) return;
  const { mtimeMs: finished } = await stat(draft);
  for (const name of outputNames(entry.sourceName, entry.format)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!found) return;
    if ((await isReserved(path)) && found.mtimeMs >= finished) return unlink(path);
  }
}

/** The file of an entry where an earlier run was cut off before it could note that it had brought it. */
async function broughtBefore({ sourceName, format, outputSha256 }: RegisterEntry, folder: string, taken: ReadonlySet<string>): Promise<string | null> {
  for (const name of outputNames(sourceName, format)) {
    const path = join(folder, name);
    const digest = await sha256OfFile(path).catch(() => null);
    if (digest === null) return null;
    if (digest === outputSha256 && !taken.has(resolve(path))) return path;
  }
  return null;
}

/**
 * Into a folder where an earlier run may have been cut off: what it has brought there is not brought again.
 * @param taken full paths that other documents of the batch have; a file counts for one document only
 */
export function deliveryAgain(folder: string, taken: ReadonlySet<string>, place = OTHER_PLACE): Deliver {
  const deliver = intoFolder(folder, place);
  const all = new Set(taken);
  return async (entry) => {
    if (entry.outputPath === '') await requireSigned(entry);
    await freeReserved(entry, folder).catch(fileFault('FILE_UNWRITABLE', folder));
    await rm(draftOf(entry, folder), { force: true }).catch(fileFault('FILE_UNWRITABLE', folder));
    const path = (await broughtBefore(entry, folder, all)) ?? (await deliver(entry));
    all.add(resolve(path));
    return path;
  };
}

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
