/** How many calls are taken: so many at once, then so many a minute. */
export interface Rate {
  readonly atOnce: number;
  readonly aMinute: number;
}

/** Counts calls by who makes them; one who made too many waits, the others do not. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #left = new Map<string, { readonly tokens: number; readonly at: number }>();

  /** @param now milliseconds that only grow */
  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Whether one more call of this one is taken now. */
  takes(who: string): boolean {
    const { atOnce, aMinute } = this.#rate;
    const now = this.#now();
    const before = this.#left.get(who) ?? { tokens: atOnce, at: now };
    const tokens = Math.min(atOnce, before.tokens + ((now - before.at) * aMinute) / 60_000);
    this.#left.set(who, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }
}
