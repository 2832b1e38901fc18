import { readDay } from '../../tables/read-day.ts';

/** Stand for no day: nothing, zeros, and the year 9999. */
const NO_DAY = /^(?:|0+|9999[\d/.:年月日 -]*)$/;

/**
 * A day from which or until which a code is in use, in the spellings of `readDay`.
 * @returns ISO day; `null` where it is stated that there is none, `undefined` where nobody can tell
 */
export function dayOfCode(text: string): string | null | undefined {
  const plain = text.normalize('NFKC').trim();
  return NO_DAY.test(plain) ? null : (readDay(plain) ?? undefined);
}
