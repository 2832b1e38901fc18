/** One current value and everybody who follows it. */
export class Feed<T> {
  #current: T;
  readonly #followers = new Set<(value: T) => void>();
  readonly #same: (a: T, b: T) => boolean;

  constructor(initial: T, same: (a: T, b: T) => boolean) {
    this.#current = initial;
    this.#same = same;
  }

  get current(): T {
    return this.#current;
  }

  /** Tells all followers, unless nothing changed. */
  publish(value: T): void {
    if (this.#same(this.#current, value)) return;
    this.#current = value;
    for (const follower of [...this.#followers]) follower(value);
  }

  /** Calls back with each later value until the signal aborts. */
  follow(follower: (value: T) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#followers.add(follower);
    signal.addEventListener('abort', () => this.#followers.delete(follower), { once: true });
  }

  /** Yields the current value, then every later one in order, until the signal aborts. */
  async *watch(signal: AbortSignal): AsyncIterable<T> {
    const waiting: T[] = [this.#current];
    const left = new AbortController();
    let wake = () => {};
    this.follow(
      (value) => {
        waiting.push(value);
        wake();
      },
      AbortSignal.any([signal, left.signal]),
    );
    const onAbort = () => wake();
    signal.addEventListener('abort', onAbort);
    try {
      while (!signal.aborted) {
        while (waiting.length > 0 && !signal.aborted) yield waiting.shift() as T;
        if (signal.aborted) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      left.abort();
      signal.removeEventListener('abort', onAbort);
    }
  }
}
