import { existsSync, type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { ServiceArrival } from './service-arrival.ts';

/** Socket of pcscd; libpcsclite itself honours the variable. */
export const socketPath = (): string => process.env['PCSCLITE_CSOCK_NAME'] ?? '/run/pcscd/pcscd.comm';

/**
 * pcscd makes its socket when it starts and sets its rights when it listens: both are file-system events in the socket's folder,
 * or, while that folder is missing, in the nearest one above.
 */
export class SocketArrival implements ServiceArrival {
  readonly #watchers: FSWatcher[] = [];
  readonly #changed = Promise.withResolvers<void>();

  constructor(socket: string) {
    const home = dirname(socket);
    let entry = home;
    while (!existsSync(dirname(entry))) entry = dirname(entry);
    this.#observe(dirname(entry), basename(entry));
    this.#observe(home, null);
  }

  async next(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const onAbort = () => this.#changed.resolve();
    signal.addEventListener('abort', onAbort, { once: true });
    await this.#changed.promise;
    signal.removeEventListener('abort', onAbort);
  }

  [Symbol.dispose](): void {
    for (const watcher of this.#watchers) watcher.close();
  }

  /** A folder that is not there, or may not be watched, tells nothing. */
  #observe(folder: string, entry: string | null): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || entry === null || name === entry) this.#changed.resolve();
      });
      watcher.on('error', () => this.#changed.resolve());
      this.#watchers.push(watcher);
    } catch {}
  }
}
