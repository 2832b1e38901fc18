import type { Language } from './translate.ts';

/** Japan keeps one offset the whole year, and has since 1952. */
const OFFSET = '+09:00';
const OFFSET_MS = 9 * 3_600_000;

const inJapan = (iso: string) => new Date(Date.parse(iso) + OFFSET_MS).toISOString();

/** ISO day of an instant in Japan: `2026-11-20`. */
export const dayOf = (iso: string): string => inJapan(iso).slice(0, 10);

/** Time of day of an instant in Japan: `19:00`. */
export const timeOf = (iso: string): string => inJapan(iso).slice(11, 16);

/** Whether a text is a time of day as people write it: `9:00`, `19:00`, `１９：００`. Answers with two digits each, else `null`. */
export function readTimeOfDay(text: string): string | null {
  const match = /^(\d{1,2}):?(\d{2})$/.exec(text.normalize('NFKC').trim());
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])];
  return match && hours < 24 && minutes < 60 ? `${match[1]?.padStart(2, '0')}:${match[2]}` : null;
}

/** The instant of a day and time of day in Japan, as ISO in UTC; `null` where there is no such day or time. */
export function instantOf(day: string, time: string): string | null {
  const known = readTimeOfDay(time);
  if (!known || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const instant = new Date(`${day}T${known}:00${OFFSET}`);
  return Number.isNaN(instant.getTime()) || dayOf(instant.toISOString()) !== day ? null : instant.toISOString();
}

/** `2026年11月20日(金)`, `Fri, 20 November 2026`. */
export function dayWithWeekday(iso: string, language: Language): string {
  const form = { timeZone: 'Asia/Tokyo', year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' } as const;
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', form).format(new Date(iso));
}

/** `2026年11月20日(金) 19:00`: a moment as people tell it. */
export const momentWords = (iso: string, language: Language): string => `${dayWithWeekday(iso, language)} ${timeOf(iso)}`;
