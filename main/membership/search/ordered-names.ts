import { type Findable, type NameIndex, NONE, nameIndex } from './name-index.ts';
import { readQuery } from './query.ts';

/** People in one order, searched as one types. Somebody added or removed costs a small part of what making it costs. */
export interface OrderedNames<T extends Findable> {
  add(one: T): void;
  remove(one: T): void;
  /** Makes now what the first search would make. */
  prepare(): void;
  /**
   * By the first digits of the number, or by kana, kanji and romaji of the name; best first, at most `limit`, equal ones in order.
   * @param first those who come before all others
   */
  search(text: string, limit: number, first: (one: T) => boolean): T[];
}

/** People whose keys are scanned together. */
interface Piece<T> {
  readonly people: T[];
  index: NameIndex | null;
}

const FIRST_IN_PIECE = 1_500;
const MOST_IN_PIECE = 2_000;

/** @param order total: of two people one is first */
export function orderedNames<T extends Findable>(order: (a: T, b: T) => number): OrderedNames<T> {
  let pieces: Piece<T>[] = [];
  /** Added before anybody searched: put in order all at once. */
  let unordered: T[] = [];

  function inOrder(): Piece<T>[] {
    if (pieces.length === 0) {
      const people = unordered.sort(order);
      const count = Math.max(1, Math.ceil(people.length / FIRST_IN_PIECE));
      pieces = Array.from({ length: count }, (_, at) => ({ people: people.slice(at * FIRST_IN_PIECE, (at + 1) * FIRST_IN_PIECE), index: null }));
      unordered = [];
    }
    return pieces;
  }

  /** The piece to which somebody belongs, and the place in it at which they are or would be. */
  function placeOf(one: T): { readonly at: number; readonly piece: Piece<T>; readonly place: number } {
    const found = inOrder().findIndex(({ people }) => people.length > 0 && order(one, people.at(-1)!) <= 0);
    const at = found < 0 ? pieces.length - 1 : found;
    const piece = pieces[at]!;
    let [from, to] = [0, piece.people.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (order(piece.people[middle]!, one) < 0) from = middle + 1;
      else to = middle;
    }
    return { at, piece, place: from };
  }

  const indexOf = (piece: Piece<T>): NameIndex => (piece.index ??= nameIndex(piece.people));

  return {
    add(one) {
      if (pieces.length === 0) return void unordered.push(one);
      const { at, piece, place } = placeOf(one);
      piece.people.splice(place, 0, one);
      piece.index = null;
      if (piece.people.length > MOST_IN_PIECE) pieces.splice(at + 1, 0, { people: piece.people.splice(MOST_IN_PIECE / 2), index: null });
    },
    remove(one) {
      const { piece, place } = placeOf(one);
      if (piece.people[place] !== one) return;
      piece.people.splice(place, 1);
      piece.index = null;
    },
    prepare() {
      for (const piece of inOrder()) indexOf(piece);
    },
    search(text, limit, first) {
      const query = readQuery(text);
      const ranks: T[][] = Array.from({ length: 2 * NONE }, () => []);
      for (const piece of inOrder()) {
        const matches = indexOf(piece).match(query);
        for (let person = 0; person < matches.length; person++) {
          const match = matches[person]!;
          if (match === NONE) continue;
          const one = piece.people[person]!;
          const rank = ranks[first(one) ? match : NONE + match]!;
          if (rank.length < limit) rank.push(one);
        }
      }
      return ranks.flat().slice(0, limit);
    },
  };
}
