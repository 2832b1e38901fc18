import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const project = join(import.meta.dirname, '../../..');
/** Long enough for a download over a slow line to begin failing, short enough to wait for on a closed network. */
const FETCH_TIMEOUT_MS = 60_000;

/** Folder of the installed package, or `null` where development packages were left out. */
function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

function binaryIn(folder: string): string | null {
  const record = join(folder, 'path.txt');
  if (!existsSync(record)) return null;
  const binary = join(folder, 'dist', readFileSync(record, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/**
 * The Electron of this checkout; tries once to fetch it.
 * @param onFetch called before a download is tried
 */
export function electronBinary(onFetch: () => void): string | null {
  const folder = packageFolder();
  if (!folder) return null;
  const present = binaryIn(folder);
  if (present) return present;
  onFetch();
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: FETCH_TIMEOUT_MS });
  return binaryIn(folder);
}

const TOLD_FAILURE = 3;

/**
 * Bundles the Electron shell and runs it until its window is closed.
 * @returns whether it ran; otherwise something of the system is missing
 */
export async function runElectron(binary: string, options: readonly string[], signal: AbortSignal): Promise<boolean> {
  const bundled = spawnSync(process.execPath, [join(project, 'main/shell/electron/bundle.ts')], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (bundled.status !== 0) return false;
  const child = spawn(binary, [project, ...options], { stdio: 'inherit', signal });
  const [code] = (await once(child, 'exit').catch(() => [signal.aborted ? 0 : 1])) as [number | null];
  // A failure that the program itself has told, in words, is an end and no reason for another shell.
  if (code === TOLD_FAILURE) process.exitCode = TOLD_FAILURE;
  return signal.aborted || code === 0 || code === TOLD_FAILURE;
}
