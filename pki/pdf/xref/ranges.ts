import { broken } from '../broken.ts';
import type { NumberRange } from './section.ts';

/** Highest object number that is believed (ISO 32000-2 annex C.2 gives 8,388,607). */
export const MAX_NUMBER = 8_388_607;

/** Object streams that the cross-references of one document may name. */
export const MAX_CONTAINERS = 100_000;

/**
 * Ranges in ascending order.
 * @throws PkiError PDF_BROKEN when they overlap, since readers disagree on which entry then counts
 */
export function ordered<Range extends NumberRange>(ranges: readonly Range[]): readonly Range[] {
  const sorted = ranges.toSorted((a, b) => a.first - b.first);
  for (const [index, { first, count }] of sorted.entries()) {
    const next = sorted[index + 1];
    if (first + count > MAX_NUMBER + 1) throw broken('object number too high');
    if (next && next.first < first + count) throw broken('cross-reference subsections overlap');
  }
  return sorted;
}

/** The range that holds the number, by bisection. */
export function rangeOf<Range extends NumberRange>(ranges: readonly Range[], number: number): Range | null {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { first, count } = ranges[middle]!;
    if (number < first) high = middle;
    else if (number >= first + count) low = middle + 1;
    else return ranges[middle]!;
  }
  return null;
}
