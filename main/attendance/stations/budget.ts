/** How much may come in before it is too much: at once, and for ever per second. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket. What it measures is never waited for; it only says whether the other side went too far. */
export class Budget {
  readonly #allowance: Allowance;
  readonly #monotonic: () => number;
  #left: number;
  #at: number;

  /** @param monotonic milliseconds of a clock that nobody sets */
  constructor(allowance: Allowance, monotonic: () => number) {
    this.#allowance = allowance;
    this.#monotonic = monotonic;
    this.#left = allowance.burst;
    this.#at = monotonic();
  }

  /** Takes so many; `false` once more were taken than allowed. */
  take(count: number): boolean {
    const now = this.#monotonic();
    const { burst, perSecond } = this.#allowance;
    this.#left = Math.min(burst, this.#left + ((now - this.#at) / 1000) * perSecond) - count;
    this.#at = now;
    return this.#left >= 0;
  }
}
