import { readDay } from '../../tables/read-day.ts';

/** First day of the calendar in use. */
const EARLIEST = '1873-01-01';

/**
 * A day of birth in the spellings of `readDay`, with 生 behind it or not.
 * @param today ISO day; nobody was born after it
 * @returns ISO day, `null` when the calendar or the era has no such day
 */
export function birthDate(text: string, today: string): string | null {
  const iso = readDay(
    text
      .normalize('NFKC')
      .trim()
      .replace(/生(?:まれ)?$/u, ''),
  );
  return iso !== null && iso >= EARLIEST && iso <= today ? iso : null;
}
