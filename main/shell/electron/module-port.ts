import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { ModulePort, StartModuleProcess } from '../../../card/pkcs11/port.ts';

/** Answers of a process until it ends. */
async function* answersOf(child: UtilityProcess): AsyncGenerator<Uint8Array, void> {
  const waiting: Uint8Array[] = [];
  let over = false;
  let changed = Promise.withResolvers<void>();
  const wake = () => {
    changed.resolve();
    changed = Promise.withResolvers();
  };
  child.on('message', (block: Uint8Array) => {
    waiting.push(block);
    wake();
  });
  child.once('exit', () => {
    over = true;
    wake();
  });
  while (waiting.length > 0 || !over) {
    const next = waiting.shift();
    if (next) yield next;
    else await changed.promise;
  }
}

/** A utility process of Electron. Its port copies what it is given: those copies end with the process. */
export const startUtilityProcess: StartModuleProcess = (): ModulePort => {
  const child = utilityProcess.fork(join(import.meta.dirname, 'module-process.mjs'), [], { serviceName: 'PKCS#11', stdio: 'ignore' });
  return {
    send(block) {
      child.postMessage(block);
      block.fill(0);
    },
    answers: answersOf(child),
    kill: () => void child.kill(),
  };
};
