import { type Haystack, haystack, type Needle, type SearchKey, type Worth } from './haystack.ts';
import { readingKey } from './kana.ts';
import { looseReading } from './loose-reading.ts';
import type { Query, Term } from './query.ts';
import { writtenKey } from './written-name.ts';

/** What a name is found by. */
export interface NameKeys {
  readonly reading: SearchKey;
  readonly loose: SearchKey;
  readonly written: SearchKey;
}

const KEYS = ['reading', 'loose', 'written'] as const;

/** Somebody who can be found. */
export interface Findable {
  /** Digits, `null` where none is known. */
  readonly registration: string | null;
  readonly keys: NameKeys;
}

/** How well a name matches; less is better. */
export const EXACT = 0;
/** Not at all; also the number of ways in which one can match. */
export const NONE = 7;

/** People as they were when it was made. */
export interface NameIndex {
  /** How well each person matches, in their order. */
  match(query: Query): Uint8Array;
}

const MATCHES: Readonly<Record<keyof NameKeys, Worth>> = {
  reading: { beginning: 1, given: 2, within: 5 },
  written: { beginning: 1, given: 2, within: 5 },
  loose: { beginning: 3, given: 4, within: 6 },
};
/** A number is known from its beginning, not from within. */
const NUMBER_MATCHES: Worth = { beginning: 1, given: NONE, within: NONE };

/** Name and reading as they are searched; the given name is what follows the first space. */
export function nameKeys(name: string, kana: string): NameKeys {
  const key = (text: string, fold: (part: string) => string): SearchKey => {
    const [family = '', ...rest] = text.split(/\s+/);
    const given = fold(rest.join(''));
    return { whole: fold(family) + given, given };
  };
  const reading = key(kana, readingKey);
  const loose = { whole: looseReading(reading.whole), given: looseReading(reading.given) };
  return { reading, loose, written: key(name, writtenKey) };
}

export function nameIndex(people: readonly Findable[]): NameIndex {
  const haystacks = Object.fromEntries(KEYS.map((key) => [key, haystack(people.map(({ keys }) => keys[key]))])) as Record<keyof NameKeys, Haystack>;
  const numbers = haystack(people.map(({ registration }) => ({ whole: registration ?? '', given: '' })));

  /** How well each person matches one term: the least of its matches. */
  function matchesOf(term: Term): Uint8Array {
    const best = new Uint8Array(people.length).fill(NONE);
    for (const key of KEYS) {
      const needle: Needle | null = term[key];
      if (needle) haystacks[key].find(needle, MATCHES[key], best);
    }
    return best;
  }

  function matchesOfNumber(digits: string): Uint8Array {
    const best = new Uint8Array(people.length).fill(NONE);
    numbers.find({ text: digits, next: '' }, NUMBER_MATCHES, best);
    return best.map((match, person) => (match !== NONE && people[person]!.registration === digits ? EXACT : match));
  }

  /** The whole as one name, or every part somewhere in it. */
  function matchesOfName(whole: Term, parts: readonly Term[]): Uint8Array {
    const best = matchesOf(whole);
    if (parts.length === 0) return best;
    const together = new Uint8Array(people.length);
    for (const matches of parts.map(matchesOf)) {
      for (let person = 0; person < people.length; person++) if (matches[person]! > together[person]!) together[person] = matches[person]!;
    }
    for (let person = 0; person < people.length; person++) if (together[person]! < best[person]!) best[person] = together[person]!;
    return best;
  }

  return {
    match: ({ digits, whole, parts }) => (digits === null ? matchesOfName(whole, parts) : matchesOfNumber(digits)),
  };
}
