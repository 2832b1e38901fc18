import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LOOPBACK_ONLY } from './loopback-only.ts';

const project = join(import.meta.dirname, '../..');

export interface DeskProcess extends AsyncDisposable {
  /** Opens the program once. */
  readonly address: string;
  readonly process: ChildProcess;
}

/** Starts the program as `npm start -- --no-window --data DIR` does. */
export async function startDesk(dataFolder: string): Promise<DeskProcess> {
  const child = spawn(process.execPath, [join(project, 'main/shell/start.mjs'), '--no-window', '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...LOOPBACK_ONLY, LANG: 'ja_JP.UTF-8' },
  });
  const complaints: string[] = [];
  createInterface(child.stderr).on('line', (line) => complaints.push(line));
  const exit = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('http')) continue;
    return {
      address: line,
      process: child,
      async [Symbol.asyncDispose]() {
        child.kill('SIGTERM');
        await exit;
      },
    };
  }
  throw new Error(`the program ended: ${complaints.join('\n')}`);
}
