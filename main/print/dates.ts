import type { Language } from '../words/words.ts';

/** What papers in Japan are dated in, wherever the computer is. */
const TIME_ZONE = 'Asia/Tokyo';
const LOCALES: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** One formatter per kind of date: making one takes longer than a page of them. */
function format(language: Language, options: Intl.DateTimeFormatOptions, calendar = ''): Intl.DateTimeFormat {
  const id = JSON.stringify([language, options, calendar]);
  const known = formats.get(id) ?? new Intl.DateTimeFormat(`${LOCALES[language]}${calendar}`, { timeZone: TIME_ZONE, ...options });
  formats.set(id, known);
  return known;
}

/** `2026年11月20日(金)`, `Fri, 20 November 2026`. */
export const dayWithWeekday = (iso: string, language: Language): string =>
  format(language, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }).format(new Date(iso));

/** `令和8年11月20日`, as papers are dated; `20 November 2026` in English. */
export const dayOfPaper = (iso: string, language: Language): string =>
  format(language, { dateStyle: 'long' }, language === 'ja' ? '-u-ca-japanese' : '').format(new Date(iso));
