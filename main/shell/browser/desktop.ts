import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import type { Desktop } from '../../documents/desktop.ts';

type Opener = Readonly<Record<'file' | 'folder', (path: string) => readonly [string, ...string[]]>>;

/** How each system is asked to open a file, or to show it in its folder; never through a command interpreter. */
const OPENERS: Partial<Record<NodeJS.Platform, Opener>> = {
  linux: { file: (path) => ['xdg-open', path], folder: (path) => ['xdg-open', dirname(path)] },
  darwin: { file: (path) => ['open', path], folder: (path) => ['open', '-R', path] },
  win32: { file: (path) => ['explorer.exe', path], folder: (path) => ['explorer.exe', `/select,${path}`] },
};

/** The desktop that the browser shell runs on. */
export const systemDesktop: Desktop = {
  async reveal(path, what) {
    const opener = OPENERS[process.platform];
    if (!opener) return false;
    const [program, ...options] = opener[what](path);
    const child = spawn(program, options, { stdio: 'ignore', detached: true });
    child.unref();
    return once(child, 'spawn').then(
      () => true,
      () => false,
    );
  },
};
