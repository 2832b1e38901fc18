/**
 * A value that changes, for any number of watchers. Each gets the present value at once and then the newest one whenever it changed since;
 * a slow watcher misses steps in between, never the last one.
 */
export class Latest<T> {
  #value: T;
  #version = 0;
  #ended = false;
  #changed = Promise.withResolvers<void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (this.#ended) return;
    this.#value = value;
    this.#version += 1;
    this.#wake();
  }

  /** No further change; watchers end after the present value. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *watch(signal?: AbortSignal): AsyncGenerator<T, void> {
    const aborted = Promise.withResolvers<void>();
    const abort = () => aborted.resolve();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      for (let seen = -1; !signal?.aborted; ) {
        if (seen !== this.#version) {
          seen = this.#version;
          yield this.#value;
        } else if (this.#ended) return;
        else await Promise.race([this.#changed.promise, aborted.promise]);
      }
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  #wake(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers<void>();
    resolve();
  }
}
