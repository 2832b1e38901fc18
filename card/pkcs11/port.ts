import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { blocks } from './messages.ts';

/** The way to the process of one module. Blocks are wiped once they are handed over. */
export interface ModulePort {
  send(block: Uint8Array): void;
  /** Answers, until the process is gone. */
  readonly answers: AsyncIterable<Uint8Array>;
  /** Ends the process at once, whatever it is doing. */
  kill(): void;
}

/** Starts the process of a module; nothing is loaded in it yet. */
export type StartModuleProcess = () => ModulePort;

/** A process of this program's own Node. What the module prints is no business of ours and goes nowhere. */
export const startNodeProcess: StartModuleProcess = () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'node-process.ts')], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const socket = child.stdio[3] as Duplex;
  socket.on('error', () => {});
  child.on('error', () => socket.destroy());
  child.unref();
  return {
    send: (block) => void socket.write(block, () => block.fill(0)),
    answers: answersOf(socket),
    kill: () => void child.kill('SIGKILL'),
  };
};

/** A process that dies breaks its socket off; that is its end, and no fault of the reading. */
async function* answersOf(socket: Duplex): AsyncGenerator<Uint8Array, void> {
  try {
    yield* blocks(socket);
  } catch (error) {
    if (error instanceof RangeError) throw error;
  }
}
