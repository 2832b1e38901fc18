import type { Pace } from './pace.ts';

/**
 * Keeps trying to do something that needs the other side, with growing, irregular pauses, until it is done or not needed any more. Pauses keep no program
 * alive. An event that promises success (a new address, a network that is back) ends the pause at once.
 */
export class Redial implements Disposable {
  readonly #attempt: () => Promise<void>;
  readonly #needed: () => boolean;
  readonly #pace: Pick<Pace, 'redialFirstMs' | 'redialMostMs'>;
  #pause: NodeJS.Timeout | null = null;
  #running = false;
  #failures = 0;
  #disposed = false;

  /** @param attempt rejects when it did not come about */
  constructor(needed: () => boolean, attempt: () => Promise<void>, pace: Pick<Pace, 'redialFirstMs' | 'redialMostMs'>) {
    this.#needed = needed;
    this.#attempt = attempt;
    this.#pace = pace;
  }

  /** Tries now, unless it is being tried. */
  now(): void {
    if (this.#pause) clearTimeout(this.#pause);
    this.#pause = null;
    if (!this.#running && !this.#disposed && this.#needed()) void this.#run();
  }

  /** Tries after the pause that is due, unless one is running. */
  later(): void {
    if (this.#pause || this.#running || this.#disposed || !this.#needed()) return;
    const { redialFirstMs, redialMostMs } = this.#pace;
    const longest = Math.min(redialMostMs, redialFirstMs * 2 ** this.#failures);
    this.#pause = setTimeout(() => this.now(), longest * (0.5 + Math.random() / 2)).unref();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      await this.#attempt();
      this.#failures = 0;
    } catch {
      this.#failures += 1;
    }
    this.#running = false;
    this.later();
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    if (this.#pause) clearTimeout(this.#pause);
  }
}
