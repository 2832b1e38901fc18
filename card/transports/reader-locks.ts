import { CardError } from '../errors.ts';
import { deadline, unlessAborted } from './unless-aborted.ts';

/** A session lasts for a few commands; whoever waits longer meets a person who types at the reader, or a call that does not come back. */
const PATIENCE_MS = 10_000;

/** One session per reader. Who comes while there is one waits for its end, the first of them first. */
export class ReaderLocks {
  readonly #held = new Set<string>();
  /** Given up by their users, and held up by a call of the service that does not come back. */
  readonly #ending = new Set<string>();
  /** By reader, when the last one that came will be through. */
  readonly #queues = new Map<string, Promise<void>>();
  readonly #onChange: () => void;
  readonly #patienceMs: number;

  constructor(onChange: () => void, patienceMs = PATIENCE_MS) {
    this.#onChange = onChange;
    this.#patienceMs = patienceMs;
  }

  holds(reader: string): boolean {
    return this.#held.has(reader);
  }

  /**
   * @throws CardError READER_BUSY_HERE when its turn does not come, READER_BUSY_ELSEWHERE when the service holds it up, OPERATION_ABORTED
   */
  async acquire(reader: string, signal: AbortSignal): Promise<ReaderLock> {
    const before = this.#queues.get(reader);
    const { promise, resolve: leave } = Promise.withResolvers<void>();
    const through = Promise.all([before, promise]).then(() => {
      if (this.#queues.get(reader) === through) this.#queues.delete(reader);
    });
    this.#queues.set(reader, through);
    if (before) {
      const code = () => (this.#ending.has(reader) ? 'READER_BUSY_ELSEWHERE' : 'READER_BUSY_HERE');
      using patience = deadline(this.#patienceMs, () => new CardError(code(), { reader }));
      await unlessAborted(before, AbortSignal.any([signal, patience.signal])).catch((error: unknown) => {
        leave();
        throw error;
      });
    }
    this.#held.add(reader);
    this.#onChange();
    return {
      ending: () => void this.#ending.add(reader),
      release: () => {
        this.#held.delete(reader);
        this.#ending.delete(reader);
        leave();
        this.#onChange();
      },
    };
  }

  /** Resolves when no lock is left. */
  async drained(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }
}

export interface ReaderLock {
  /** The session is over for its user; only clean-up remains. */
  ending(): void;
  release(): void;
}
