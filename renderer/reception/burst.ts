/** A scanner types a letter in a few milliseconds; nobody else does. */
const LETTER_MS = 45;
/** Once in a run one key may be late: the computer was busy. Nobody types that fast for long. */
const LATE_MS = 90;
/** Keys in pace before a late one is forgiven, so that a key that a person pressed is not taken into the run. */
const LETTERS_BEFORE_LATE = 3;
const LEAST_LETTERS = 4;

/**
 * Tells a scanner from a person by the pace of the keys, so that a code that is scanned while something else has the keyboard does not answer it.
 * Times in milliseconds of any clock.
 */
export class Burst {
  #text = '';
  #last = Number.NEGATIVE_INFINITY;
  #forgiven = false;

  #pace(at: number): 'in' | 'late' | 'out' {
    const pause = at - this.#last;
    if (pause <= LETTER_MS) return 'in';
    return pause <= LATE_MS && !this.#forgiven && this.#text.length >= LETTERS_BEFORE_LATE ? 'late' : 'out';
  }

  /** Whether the key that is pressed now begins a new run of letters. */
  begins(key: string, at: number): boolean {
    return key.length === 1 && (this.#text === '' || this.#pace(at) === 'out');
  }

  /** Takes one key. `Enter` at the end of a run gives the text that was scanned, everything else `null`. */
  press(key: string, at: number): string | null {
    const pace = this.#pace(at);
    this.#last = at;
    this.#forgiven = pace === 'late' || (pace === 'in' && this.#forgiven);
    if (key.length === 1) {
      this.#text = pace === 'out' ? key : this.#text + key;
      return null;
    }
    if (key === 'Shift') return null;
    const scanned = key === 'Enter' && pace !== 'out' && this.#text.length >= LEAST_LETTERS ? this.#text : null;
    this.#text = '';
    return scanned;
  }
}
