import { rm, stat, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RegisterEntry } from '../../api/schema/document.ts';
import { outputNames } from '../../documents/names.ts';
import { sha256OfFile } from '../../documents/sha256.ts';
import { fileFault } from '../../errors.ts';
import { isReserved, OTHER_PLACE } from '../../store/name-file.ts';
import { type Deliver, draftOf, intoFolder, requireSigned } from './delivery.ts';

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
async function broughtBefore(
  { sourceName, format, outputSha256 }: RegisterEntry,
  folder: string,
  taken: ReadonlySet<string>,
): Promise<string | null> {
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
