/** A value that can be followed: the present one at once, then each change. */
export class Watched<T> {
  value: T;
  #wake = new Set<() => void>();

  constructor(value: T) {
    this.value = value;
  }

  set(value: T): void {
    this.value = value;
    for (const wake of this.#wake) wake();
    this.#wake.clear();
  }

  async *follow(signal: AbortSignal | undefined): AsyncGenerator<T> {
    while (!signal?.aborted) {
      const { value } = this;
      yield value;
      if (this.value !== value) continue;
      await new Promise<void>((resolve) => {
        this.#wake.add(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }
}
