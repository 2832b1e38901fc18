import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A build that is not at its place yet lies beside it, under the name of the process that waits for it. */
const beside = (folder: string): string => `${folder}-${process.pid}-`;
const WAITED_FOR_BY = /^-(\d+)-/;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Takes away what killed builds have left; what cannot go now goes the next time. */
async function removeLeft(folder: string): Promise<void> {
  const [home, place] = [dirname(folder), basename(folder)];
  for (const name of await readdir(home)) {
    const pid = name.startsWith(place) && WAITED_FOR_BY.exec(name.slice(place.length))?.[1];
    if (pid && !isRunning(Number(pid))) await rm(join(home, name), { recursive: true, force: true }).catch(() => {});
  }
}

/** As a process of its own it has its own `NODE_ENV`: under a test runner no build for trying comes of it. @throws Error with what vite said */
async function build(root: string, to: string): Promise<void> {
  const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', root, '--outDir', to, '--logLevel', 'error'], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
    // Ctrl+C in the terminal ends the program in good order, not the build under it.
    detached: process.platform !== 'win32',
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (code !== 0) throw new Error(`vite build ${signal ?? code}: ${said.trim()}`);
}

/** Something is at the place; on Windows also while somebody reads there. */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY']);
const TRIES = 5;
const PAUSE_MS = 100;
const unless = (codes: ReadonlySet<string>) => (error: NodeJS.ErrnoException) => {
  if (!codes.has(error.code ?? '')) throw error;
  return false;
};

/** Gives a build its place; what another start has put there meanwhile is as good, may be in use, and stays. */
async function place(made: string, folder: string, isFresh: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < TRIES; turn++) {
    if (await isFresh()) return;
    await rename(folder, join(dirname(made), `before-${turn}`)).catch(unless(new Set([...TAKEN, 'ENOENT'])));
    if (await rename(made, folder).then(() => true, unless(TAKEN))) return;
    await setTimeout(PAUSE_MS);
  }
  throw new Error(`no way to replace ${folder}`);
}

/**
 * Builds the screens beside their place and puts them there as a whole, so that what another process serves is never empty nor half written.
 * @param root folder of their `vite.config.ts`
 * @param isFresh whether up-to-date ones are at their place
 * @throws Error with what vite said; of the file system
 */
export async function buildScreens(root: string, folder: string, isFresh: () => Promise<boolean>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await removeLeft(folder);
  const own = await mkdtemp(beside(folder));
  try {
    await build(root, join(own, 'made'));
    await place(join(own, 'made'), folder, isFresh);
  } finally {
    await rm(own, { recursive: true, force: true }).catch(() => {});
  }
}
