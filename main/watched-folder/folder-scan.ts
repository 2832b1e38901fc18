import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../api/schema/common.ts';
import { safeName } from '../documents/names.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import { SIGN, unlessSilent } from '../folders/unless-silent.ts';
import { requireReachable, unfitFolder } from './fitness.ts';
import { isMeant } from './names.ts';
import { type FileState, hashOf, sameState } from './whole-file.ts';

/** A file must have been the same for so long, in two looks at least: who writes over a network pauses. Milliseconds. */
export const SETTLED_MS = 3_000;
/** What is signed is read whole. Bytes. */
const LONGEST = 128 * 1024 * 1024;

/** A file that is complete, as far as anybody can tell from outside. */
export interface SettledFile extends FileState {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
}

interface Unfit {
  readonly name: string;
  readonly failure: Failure;
}

export interface Scanned {
  /** The one that has lain longest first. */
  readonly files: readonly SettledFile[];
  /** Files that cannot be taken, and why. */
  readonly unfit: readonly Unfit[];
}

interface Seen extends FileState {
  /** When it was first seen in this state, in milliseconds. */
  readonly since: number;
  sha256: string | null;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
/** The file went, became a link, or is held by who writes it: the next look tells. */
const NOT_NOW = new Set(['ENOENT', 'ELOOP', 'EBUSY', 'ETXTBSY', 'EAGAIN']);
/** Stands for bytes of a name that are no text, and by which no file is found. */
const NO_TEXT = '\u{fffd}';

/** The file went between two questions. */
const isGone = (name: string, error: unknown): boolean => codeOf(error) === 'ENOENT' && !name.includes(NO_TEXT);
const unreadable = (path: string, cause: unknown): AppError => new AppError('FILE_UNREADABLE', { path, note: codeOf(cause) }, { cause });

/**
 * Looks into one folder, again and again; sub-folders and links are not followed, no file is ever touched.
 * @param now milliseconds of any clock
 * @param list names in a folder
 * @param hash SHA-256 of a file, `null` where it changed
 * @returns a look, which throws AppError WATCHED_FOLDER_UNFIT
 */
export function folderScan(
  folder: string,
  now: () => number,
  list: (place: string) => Promise<readonly string[]> = readdir,
  hash: typeof hashOf = hashOf,
): (signal: AbortSignal) => Promise<Scanned> {
  let known: ReadonlyMap<string, Seen> = new Map();
  let running: Promise<Scanned> | null = null;
  const signs = new EventTarget();
  const heard = () => void signs.dispatchEvent(new Event(SIGN));

  /** States of the files that somebody put there, and those of which nothing can be learnt. */
  async function statesIn(): Promise<{ readonly states: ReadonlyMap<string, Seen>; readonly closed: ReadonlyMap<string, Failure> }> {
    const place = await requireReachable(folder);
    heard();
    const names = await list(place).catch((cause) => {
      throw unfitFolder(folder, 'closed', cause);
    });
    const states = new Map<string, Seen>();
    const closed = new Map<string, Failure>();
    for (const name of names.filter(isMeant)) {
      heard();
      const path = join(folder, name);
      const found = await lstat(join(place, name)).catch((cause: unknown) => {
        if (!isGone(name, cause)) closed.set(name, toFailure(unreadable(path, cause)));
        return null;
      });
      // Nothing is in it yet, whoever puts it there.
      if (!found?.isFile() || found.size === 0) continue;
      const before = known.get(name);
      const { size, mtimeMs, ctimeMs } = found;
      states.set(name, before && sameState(before, found) ? before : { size, mtimeMs, ctimeMs, since: now(), sha256: null });
    }
    return { states, closed };
  }

  async function settled(name: string, seen: Seen): Promise<SettledFile | null> {
    const path = join(folder, name);
    if (seen.size > LONGEST) throw new AppError('WATCHED_FILE_TOO_LARGE', { name: safeName(name), size: seen.size, limit: LONGEST });
    seen.sha256 ??= await hash(path, seen, heard).catch((cause: unknown) => {
      if (NOT_NOW.has(codeOf(cause))) return null;
      throw unreadable(path, cause);
    });
    return seen.sha256 === null ? null : { name, path, size: seen.size, mtimeMs: seen.mtimeMs, ctimeMs: seen.ctimeMs, sha256: seen.sha256 };
  }

  async function scan(signal: AbortSignal): Promise<Scanned> {
    const before = known;
    const { states, closed } = await statesIn();
    known = states;
    const files: SettledFile[] = [];
    const unfit: Unfit[] = [...closed].map(([name, failure]) => ({ name, failure }));
    const ripe = [...known].filter(([name, seen]) => before.get(name) === seen && now() - seen.since >= SETTLED_MS);
    for (const [name, seen] of ripe.sort(([, one], [, other]) => one.mtimeMs - other.mtimeMs)) {
      signal.throwIfAborted();
      heard();
      await settled(name, seen).then(
        (file) => file && files.push(file),
        (error: unknown) => unfit.push({ name, failure: toFailure(error) }),
      );
    }
    return { files, unfit };
  }

  return (signal) => {
    // Of a folder that does not answer each look would hold a thread of its own.
    running ??= scan(signal).finally(() => {
      running = null;
    });
    return unlessSilent(running, () => unfitFolder(folder, 'silent'), signal, signs);
  };
}
