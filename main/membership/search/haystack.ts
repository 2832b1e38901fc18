/** Where in a name something stands: at its beginning, at the beginning of the given name, within. */
export type Place = 'beginning' | 'given' | 'within';

/** A name as it is searched: the whole of it without spaces, and the given name where it stands apart. */
export interface SearchKey {
  readonly whole: string;
  readonly given: string;
}

/** What is looked for: `text`, then any letter of `next` unless that is empty. */
export interface Needle {
  readonly text: string;
  readonly next: string;
}

/** Neither is a letter of a folded key. */
const BEFORE_WHOLE = '\n';
const BEFORE_GIVEN = '\t';

/** What a match is worth by its place; less is better. */
export type Worth = Readonly<Record<Place, number>>;

/** The keys of all persons as one text, which the engine scans faster than many short ones. */
export interface Haystack {
  /** Lowers `best` of each person who has the needle to the worth of its place. */
  find(needle: Needle, worth: Worth, best: Uint8Array): void;
}

/** @param keys one for each person, in their order */
export function haystack(keys: readonly SearchKey[]): Haystack {
  const starts = new Int32Array(keys.length + 1);
  const pieces = keys.map(({ whole, given }, person) => {
    const piece = BEFORE_WHOLE + whole + BEFORE_GIVEN + given;
    starts[person + 1] = starts[person]! + piece.length;
    return piece;
  });
  const text = pieces.join('');
  const givenStarts = Int32Array.from(keys, ({ whole }, person) => starts[person]! + BEFORE_WHOLE.length + whole.length);

  const goesOn = (at: number, next: string): boolean => next === '' || (at < text.length && next.includes(text.charAt(at)));
  const lower = (best: Uint8Array, person: number, worth: number): void => {
    if (worth < best[person]!) best[person] = worth;
  };

  /** Beginnings alone: a single letter stands within nearly every name. */
  function findBeginnings(next: string, worth: Worth, best: Uint8Array): void {
    for (let person = 0; person < keys.length; person++) {
      if (goesOn(starts[person]! + 1, next)) lower(best, person, worth.beginning);
      else if (goesOn(givenStarts[person]! + 1, next)) lower(best, person, worth.given);
    }
  }

  return {
    find({ text: wanted, next }, worth, best) {
      if (wanted === '') return next === '' ? undefined : findBeginnings(next, worth, best);
      let person = 0;
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
        while (at >= starts[person + 1]!) person++;
        if (!goesOn(at + wanted.length, next)) continue;
        const before = at - 1;
        lower(best, person, before === starts[person] ? worth.beginning : before === givenStarts[person] ? worth.given : worth.within);
      }
    },
  };
}
