import { chmod } from 'node:fs/promises';

/** A user without rights, as every system has one. */
const NOBODY = 65_534;

async function withoutRights<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid!(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}

/**
 * Does something while a folder takes files and cannot be read, and so not be synced; also where the tests run as the superuser, for whom no folder is
 * closed. What it reads elsewhere must be open to everybody.
 */
export async function whileUnreadable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await chmod(folder, 0o333);
  return withoutRights(work).finally(() => chmod(folder, 0o755));
}
