/** A scanner types a letter in a few milliseconds; nobody else does. */
const LETTER_MS = 45;
const LEAST_LETTERS = 4;

/**
 * Tells a scanner from a person by the pace of the keys, so that a code that is scanned while something else has the keyboard does not answer it.
 * Times in milliseconds of any clock.
 */
export class Burst {
  #text = '';
  #last = Number.NEGATIVE_INFINITY;

  /** Whether the key that is pressed now begins a new run of letters. */
  begins(key: string, at: number): boolean {
    return key.length === 1 && (this.#text === '' || at - this.#last > LETTER_MS);
  }

  /** Takes one key. `Enter` at the end of a run gives the text that was scanned, everything else `null`. */
  press(key: string, at: number): string | null {
    const inPace = at - this.#last <= LETTER_MS;
    this.#last = at;
    if (key.length === 1) {
      this.#text = inPace ? this.#text + key : key;
      return null;
    }
    if (key === 'Shift') return null;
    const scanned = key === 'Enter' && inPace && this.#text.length >= LEAST_LETTERS ? this.#text : null;
    this.#text = '';
    return scanned;
  }
}
