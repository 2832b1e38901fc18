import { CardError } from '../errors.ts';
import { unlessAborted } from './unless-aborted.ts';

/** One session per reader. A session that was given up but whose last native call is still running is waited for, not refused. */
export class ReaderLocks {
  readonly #held = new Map<string, { released: Promise<void>; ending: boolean }>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  holds(reader: string): boolean {
    return this.#held.has(reader);
  }

  /**
   * @throws CardError READER_BUSY_HERE, OPERATION_ABORTED
   */
  async acquire(reader: string, signal: AbortSignal): Promise<ReaderLock> {
    for (let held = this.#held.get(reader); held !== undefined; held = this.#held.get(reader)) {
      if (!held.ending) throw new CardError('READER_BUSY_HERE', { reader });
      await unlessAborted(held.released, signal);
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const entry = { released: promise, ending: false };
    this.#held.set(reader, entry);
    this.#onChange();
    return {
      ending: () => {
        entry.ending = true;
      },
      release: () => {
        this.#held.delete(reader);
        resolve();
        this.#onChange();
      },
    };
  }

  /** Resolves when no lock is left. */
  async drained(): Promise<void> {
    while (this.#held.size > 0) await Promise.all([...this.#held.values()].map((held) => held.released));
  }
}

export interface ReaderLock {
  /** The session is over for its user; only clean-up remains. */
  ending(): void;
  release(): void;
}
