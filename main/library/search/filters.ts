import { gramsOfWord, mayHold } from './grams.ts';

const FIRST_WORDS = 1 << 16;

/** The filters of all documents in memory, by the numbers of the documents. Nothing in it can be read back. */
export class Filters {
  #words = new Uint32Array(FIRST_WORDS);
  #used = 0;
  /** Rising. */
  readonly #numbers: number[] = [];
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];

  get size(): number {
    return this.#numbers.length;
  }

  /** Adds the filter of a document, or puts it in place of the one before. */
  put(number: number, filter: Uint32Array): void {
    const start = this.#keep(filter);
    const at = this.#place(number);
    if (this.#numbers[at] === number) {
      this.#starts[at] = start;
      this.#lengths[at] = filter.length;
      return;
    }
    this.#numbers.splice(at, 0, number);
    this.#starts.splice(at, 0, start);
    this.#lengths.splice(at, 0, filter.length);
  }

  remove(number: number): void {
    const at = this.#place(number);
    if (this.#numbers[at] !== number) return;
    for (const list of [this.#numbers, this.#starts, this.#lengths]) list.splice(at, 1);
  }

  /** Numbers of the documents that may hold all the words, below `before`, the newest first. */
  *candidates(words: readonly string[], before: number): Iterable<number> {
    const grams = words.flatMap(gramsOfWord);
    for (let at = this.#place(before) - 1; at >= 0; at -= 1) {
      if (mayHold(this.#words, this.#starts[at]!, this.#lengths[at]!, grams)) yield this.#numbers[at]!;
    }
  }

  /** Where a number is or would be. */
  #place(number: number): number {
    let [low, high] = [0, this.#numbers.length];
    if (high > 0 && this.#numbers[high - 1]! < number) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#numbers[middle]! < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #keep(filter: Uint32Array): number {
    const start = this.#used;
    if (start + filter.length > this.#words.length) {
      const larger = new Uint32Array(Math.max(this.#words.length * 2, start + filter.length));
      larger.set(this.#words.subarray(0, start));
      this.#words = larger;
    }
    this.#words.set(filter, start);
    this.#used += filter.length;
    return start;
  }
}
