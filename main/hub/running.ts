import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../store/write-new-file.ts';

/** Where a hub that runs on a data folder can be asked, for commands on the same computer. */
const running = z.strictObject({ url: z.string(), address: z.string() });
export type Running = z.infer<typeof running>;

const fileOf = (folder: string): string => join(folder, 'hub.json');

/** Tells where the hub on this folder runs, until it ends. */
export async function announce(folder: string, where: Running): Promise<AsyncDisposable> {
  await replaceFile(fileOf(folder), Buffer.from(JSON.stringify(where)));
  return { [Symbol.asyncDispose]: () => rm(fileOf(folder), { force: true }) };
}

/** Where the hub on this folder said that it runs; `null` where none did. */
export async function runningHub(folder: string): Promise<Running | null> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return running.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
