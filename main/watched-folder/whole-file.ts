import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** What tells one state of a file from another without reading it. */
export type FileState = Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs'>;

/** The time of the last change of any kind is told as well: copying programs set the other one as they like. */
export const sameState = (one: FileState, other: FileState): boolean =>
  one.size === other.size && one.mtimeMs === other.mtimeMs && one.ctimeMs === other.ctimeMs;

// Windows knows neither; there links need rights of their own.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Does something with a file that is no link and stays as it was meanwhile; `null` where it is another by now. */
async function whileUnchanged<T>(path: string, state: FileState, work: (handle: FileHandle) => Promise<T>): Promise<T | null> {
  const handle = await open(path, FLAGS);
  try {
    const before = await handle.stat();
    if (!before.isFile() || !sameState(before, state)) return null;
    const result = await work(handle);
    return sameState(await handle.stat(), state) ? result : null;
  } finally {
    await handle.close();
  }
}

/**
 * SHA-256 of a file as upper-case hexadecimal, in memory that does not grow with it; `null` where it changed.
 * @param heard is called with each part that was read
 */
export const hashOf = (path: string, state: FileState, heard: () => void): Promise<string | null> =>
  whileUnchanged(path, state, async (handle) => {
    const hash = createHash('sha256');
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      hash.update(chunk as Buffer);
      heard();
    }
    return hash.digest('hex').toUpperCase();
  });

/** The bytes of a file; `null` where it changed. */
export const bytesAt = (path: string, state: FileState): Promise<Uint8Array | null> => whileUnchanged(path, state, (handle) => handle.readFile());
