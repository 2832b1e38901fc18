/**
 * A cache that forgets what was not used for longest once its entries weigh more than allowed. It holds results of pure functions only,
 * so that what it holds never changes an answer.
 */
export class BoundedCache<Key, Value> {
  readonly #limit: number;
  readonly #entries = new Map<Key, { readonly value: Value; readonly weight: number }>();
  #weight = 0;

  /** `limit` in the unit of the weights; entries weigh 1 unless they say otherwise. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The value kept under the key, else the one that `make` returns, which is kept. Nothing is kept when `make` throws. */
  reuse(key: Key, make: () => Value, weigh: (value: Value) => number = () => 1): Value {
    const kept = this.#entries.get(key);
    if (kept) {
      this.#entries.delete(key);
      this.#entries.set(key, kept);
      return kept.value;
    }
    const value = make();
    this.#keep(key, value, weigh(value));
    return value;
  }

  get weight(): number {
    return this.#weight;
  }

  #keep(key: Key, value: Value, weight: number): void {
    if (weight > this.#limit) return;
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#weight <= this.#limit) return;
      this.#entries.delete(oldest);
      this.#weight -= entry.weight;
    }
  }
}
