import type { CardChannel } from '../apdu/channel.ts';
import { OBJECT_DIRECTORY_SHORT_ID, type ObjectClass, type ObjectDirectoryEntry, parseObjectDirectory } from '../iso7816-15/object-directory.ts';
import { readFile } from '../iso7816-15/read-file.ts';
import { TlvError } from '../tlv/error.ts';
import { isRecordedDirectory } from './recorded-jma.ts';

/** The object directory of the selected application. */
export interface Directory {
  readonly entries: readonly ObjectDirectoryEntry[];
  /** Byte for byte the recorded one of the JMA card. */
  readonly recorded: boolean;
}

/** Reads EF.OD; `null` when there is none or it makes no sense. */
export async function readDirectory(channel: CardChannel): Promise<Directory | null> {
  const file = await readFile(channel, { address: { shortId: OBJECT_DIRECTORY_SHORT_ID }, index: 0 }, 'records', () => true);
  const entries = file === null ? null : attempt(file, parseObjectDirectory);
  return file === null || entries === null || entries.length === 0 ? null : { entries, recorded: isRecordedDirectory(file) };
}

/**
 * Reads and parses the directory files of some classes.
 * @returns their objects in order, or `null` when not one could be read
 */
export async function readObjects<T>(
  channel: CardChannel,
  { entries }: Directory,
  classes: readonly ObjectClass[],
  parse: (file: Uint8Array) => readonly T[],
): Promise<readonly T[] | null> {
  const found: T[] = [];
  for (const entry of entries.filter((candidate) => classes.includes(candidate.class))) {
    const file = await readFile(channel, entry.path, 'records', (content) => (attempt(content, parse)?.length ?? 0) > 0);
    found.push(...((file === null ? null : attempt(file, parse)) ?? []));
  }
  return found.length === 0 ? null : found;
}

function attempt<T>(file: Uint8Array, parse: (file: Uint8Array) => T): T | null {
  try {
    return parse(file);
  } catch (error) {
    if (error instanceof TlvError) return null;
    throw error;
  }
}
