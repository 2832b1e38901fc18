import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFault } from '../errors.ts';
import { makePrivateFolder } from '../store/data-folder.ts';
import { syncFolder } from '../store/name-file.ts';
import { replaceFile } from '../store/write-new-file.ts';

/** Bytes of received documents, each content once, under its SHA-256; readable by their owner only. */
export interface KeptFiles {
  pathOf(sha256: string): string;
  /** @throws AppError FILE_NOT_FOUND */
  read(sha256: string): Promise<Uint8Array>;
  /** On the disk when it resolves, yet not under its name before `settle`. @throws AppError FILE_UNWRITABLE */
  bring(sha256: string, bytes: Uint8Array): Promise<void>;
  /** What was brought gets its name; nothing where it has it. */
  settle(sha256: string): Promise<void>;
  remove(sha256: string): Promise<void>;
  /** Contents that were brought and not settled when the program ended. */
  unsettled(): Promise<readonly string[]>;
}

const SHA256 = /^[\dA-F]{64}$/;
const INCOMING = 'incoming';

export async function openKeptFiles(folder: string): Promise<KeptFiles> {
  const incoming = join(folder, INCOMING);
  await makePrivateFolder(folder);
  await makePrivateFolder(incoming);
  // What was cut off while it was written has no name yet that anything knows.
  for (const name of await readdir(incoming)) if (!SHA256.test(name)) await rm(join(incoming, name), { force: true });
  const shelf = (sha256: string) => join(folder, sha256.slice(0, 2));
  const pathOf = (sha256: string) => join(shelf(sha256), sha256);
  return {
    pathOf,
    read: (sha256) => readFile(pathOf(sha256)).catch(fileFault('FILE_NOT_FOUND', pathOf(sha256))),
    async bring(sha256, bytes) {
      await replaceFile(join(incoming, sha256), bytes);
    },
    async settle(sha256) {
      await makePrivateFolder(shelf(sha256));
      await rename(join(incoming, sha256), pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      await syncFolder(shelf(sha256));
    },
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true });
      await rm(join(incoming, sha256), { force: true });
    },
    unsettled: async () => (await readdir(incoming)).filter((name) => SHA256.test(name)),
  };
}
