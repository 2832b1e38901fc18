import { BATCH_LIMIT } from './messages.ts';

/** UTF-16 units of JSON in one batch: three octets each at most, well below the limit of a frame. */
const BATCH_UNITS = 200_000;

/** What one station is to be given of one kind, each thing once: neither what it is known to have nor what is on its way. */
export class Outbox<T> {
  readonly #known = new Set<string>();
  readonly #waiting = new Map<string, T>();

  /** Adds something under its digest, unless the other side has it. */
  offer(digest: string, item: T): void {
    if (this.lacks(digest)) this.#waiting.set(digest, item);
  }

  /** Whether the other side is not known to have something. */
  lacks(digest: string): boolean {
    return !this.#known.has(digest);
  }

  /** Notes what the other side has; `false` when that was known. */
  has(digest: string): boolean {
    this.#waiting.delete(digest);
    return this.#known.size !== this.#known.add(digest).size;
  }

  /** The next things to send, by digest, oldest first; they stay until `has`. */
  batch(): ReadonlyMap<string, T> {
    const taken = new Map<string, T>();
    let units = 0;
    for (const [digest, item] of this.#waiting) {
      units += JSON.stringify(item).length;
      if (taken.size === BATCH_LIMIT || (taken.size > 0 && units > BATCH_UNITS)) break;
      taken.set(digest, item);
    }
    return taken;
  }
}
