/** A value that can be followed: the present one at once, then each change. */
export class Watched<T> {
  value: T;
  #wake = new Set<() => void>();
  #ended = new AbortController();

  constructor(value: T) {
    this.value = value;
  }

  set(value: T): void {
    this.value = value;
    for (const wake of this.#wake) wake();
    this.#wake.clear();
  }

  /** Breaks every stream that is open, as a lost connection does. */
  end(): void {
    this.#ended.abort();
    this.#ended = new AbortController();
  }

  async *follow(signal: AbortSignal | undefined): AsyncGenerator<T> {
    const ended = this.#ended.signal;
    while (!signal?.aborted && !ended.aborted) {
      const { value } = this;
      yield value;
      if (this.value !== value) continue;
      await new Promise<void>((resolve) => {
        this.#wake.add(resolve);
        for (const end of [signal, ended]) end?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }
}
