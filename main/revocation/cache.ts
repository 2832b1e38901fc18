import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateFolder } from '../store/data-folder.ts';
import { PARTIAL, replaceFile } from '../store/write-new-file.ts';
import { decodeKept, encodeKept, fileName, type Kept, type KeptKey, keyName } from './kept.ts';

/** Lists and answers on the disk. Several processes may share the folder; what one has fetched the others find. */
export interface RevocationCache {
  /** The newest of a key. */
  find(key: KeptKey): Promise<Kept | null>;
  all(): Promise<readonly Kept[]>;
  /** On the disk when it returns. @throws AppError FILE_UNWRITABLE */
  keep(kept: Kept): Promise<void>;
}

export interface CacheLimits {
  readonly files: number;
  readonly bytes: number;
}

/** Far more than the handful of lists of the healthcare PKI; OCSP answers come one for each certificate. */
const LIMITS: CacheLimits = { files: 512, bytes: 256 * 1024 * 1024 };

const NAME = /^([\da-f]{32})-\d{17}\.(crl|ocsp)$/;
const DAMAGED = '.damaged';

/** After that long nobody is still writing it. */
const CUT_OFF_MS = 3_600_000;

const byName = (a: string, b: string): number => (a < b ? -1 : 1);

/** Opens the cache of a folder; makes the folder when something is first kept. */
export function openRevocationCache(folder: string, limits: CacheLimits = LIMITS): RevocationCache {
  const names = async (): Promise<string[]> => (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name)).sort(byName);
  const remembered = new Map<string, { readonly modified: number; readonly kept: Kept }>();

  /** What a file holds; one that was damaged is set aside under another name, one for each. */
  async function read(name: string): Promise<Kept | null> {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) {
      remembered.delete(name);
      return null;
    }
    const known = remembered.get(name);
    if (known?.modified === found.mtimeMs) return known.kept;
    const kept = decodeKept(await readFile(path).catch(() => new Uint8Array()));
    if (kept && fileName(kept) === name) {
      remembered.set(name, { modified: found.mtimeMs, kept });
      return kept;
    }
    await rename(path, join(folder, `${name.slice(0, 32)}${DAMAGED}`)).catch(() => {});
    return null;
  }

  async function newest(candidates: readonly string[]): Promise<Kept | null> {
    for (const name of candidates.toReversed()) {
      const kept = await read(name);
      if (kept) return kept;
    }
    return null;
  }

  const remove = async (name: string): Promise<void> => {
    remembered.delete(name);
    await rm(join(folder, name), { force: true }).catch(() => {});
  };

  /** Older ones of the same key, what was cut off while being written, and beyond the limits what was fetched longest ago. */
  async function tidy(last: string): Promise<void> {
    const present = await readdir(folder).catch(() => []);
    for (const name of present) {
      if (name.startsWith(last.slice(0, 32)) && NAME.test(name) && byName(name, last) < 0) await remove(name);
      const { mtimeMs = Number.POSITIVE_INFINITY } = PARTIAL.test(name) ? ((await stat(join(folder, name)).catch(() => null)) ?? {}) : {};
      if (Date.now() - mtimeMs > CUT_OFF_MS) await remove(name);
    }
    await shrink(last);
  }

  async function shrink(last: string): Promise<void> {
    const present = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name) || name.endsWith(DAMAGED));
    const files = await Promise.all(
      present.map(async (name) => {
        const { size = 0, mtimeMs = 0 } = (await stat(join(folder, name)).catch(() => null)) ?? {};
        return { name, size, mtimeMs: name.endsWith(DAMAGED) ? 0 : mtimeMs };
      }),
    );
    let count = files.length;
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (count <= limits.files && bytes <= limits.bytes) return;
      if (name === last) continue;
      await remove(name);
      count -= 1;
      bytes -= size;
    }
  }

  return {
    find: async (key) => newest((await names()).filter((name) => name.startsWith(keyName(key)))),
    async all() {
      const groups = Object.values(Object.groupBy(await names(), (name) => name.slice(0, 32)));
      const found = await Promise.all(groups.map((group = []) => newest(group)));
      return found.filter((kept) => kept !== null);
    },
    async keep(kept) {
      await makePrivateFolder(folder);
      const name = fileName(kept);
      await replaceFile(join(folder, name), encodeKept(kept));
      await tidy(name);
    },
  };
}
