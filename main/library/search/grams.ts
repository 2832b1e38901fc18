/** Bits for each letter and pair of letters of a text, and how many of them each one sets: one text in about 160 passes for a pair that it lacks. */
const BITS_EACH = 12;
const SET_EACH = 4;
const WORD = 32;
/** Stands between fields, and in no pair. */
const BETWEEN = 0x0a;

/** Mixes the bits of a number well (the finaliser of MurmurHash3). */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A letter alone, or a pair of them, as one number. */
const gram = (first: number, second: number): number => ((first << 16) | second) >>> 0;

/** The letters and pairs of letters of a folded text, each once. */
export function gramsOf(text: string): ReadonlySet<number> {
  const grams = new Set<number>();
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === BETWEEN) continue;
    grams.add(gram(0, letter));
    const next = at + 1 < text.length ? text.charCodeAt(at + 1) : BETWEEN;
    if (next !== BETWEEN) grams.add(gram(letter, next));
  }
  return grams;
}

/** What a text must hold where it holds a word: its pairs of letters, or its only letter. */
export const gramsOfWord = (word: string): readonly number[] =>
  word.length === 1
    ? [gram(0, word.charCodeAt(0))]
    : [...new Set(Array.from({ length: word.length - 1 }, (_none, at) => gram(word.charCodeAt(at), word.charCodeAt(at + 1))))];

const bitsOf = (value: number, size: number): readonly number[] => {
  const first = mixed(value);
  const step = mixed(value ^ 0x9e3779b9) | 1;
  return Array.from({ length: SET_EACH }, (_none, round) => ((first + Math.imul(round, step)) >>> 0) % size);
};

/** A Bloom filter of the letters and pairs of a folded text: small, and never wrong where it says that something is missing. */
export function filterOf(text: string): Uint32Array {
  const grams = gramsOf(text);
  const filter = new Uint32Array(Math.max(2, Math.ceil((grams.size * BITS_EACH) / WORD)));
  for (const value of grams) for (const bit of bitsOf(value, filter.length * WORD)) filter[bit >>> 5]! |= 1 << (bit & 31);
  return filter;
}

/** Whether a filter, `length` words from `start` on, may hold all of these. */
export function mayHold(words: Uint32Array, start: number, length: number, grams: readonly number[]): boolean {
  const size = length * WORD;
  for (const value of grams) {
    const first = mixed(value);
    const step = mixed(value ^ 0x9e3779b9) | 1;
    for (let round = 0; round < SET_EACH; round += 1) {
      const bit = ((first + Math.imul(round, step)) >>> 0) % size;
      if ((words[start + (bit >>> 5)]! & (1 << (bit & 31))) === 0) return false;
    }
  }
  return true;
}
