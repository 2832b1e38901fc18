import { dateAlone } from '../../words/dates.ts';
import { dayOf } from '../../words/japan-time.ts';
import { ageWords } from '../../words/quantities.ts';
import type { Language, Translate } from '../../words/translate.ts';

const HOUR = 3_600_000;

/** The day it is in Japan, ISO. */
export const today = (): string => dayOf(new Date().toISOString());

/** An ISO day as people write it. */
export const dayWords = (day: string, language: Language): string => dateAlone(`${day}T12:00:00+09:00`, language);

const LOCALES: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' };
const inJapan = (more: Intl.DateTimeFormatOptions): Readonly<Record<Language, Intl.DateTimeFormat>> => ({
  ja: new Intl.DateTimeFormat(LOCALES.ja, { timeZone: 'Asia/Tokyo', dateStyle: 'medium', ...more }),
  en: new Intl.DateTimeFormat(LOCALES.en, { timeZone: 'Asia/Tokyo', dateStyle: 'medium', ...more }),
});
/** Made once: a table asks for hundreds of them with each key. */
const DAY = inJapan({});
const MOMENT = inJapan({ timeStyle: 'short' });

/** The same where room is short: `2026/11/16`, `16 Nov 2026`. */
export const dayShort = (day: string, language: Language): string => DAY[language].format(new Date(`${day}T12:00:00+09:00`));

/** An instant to the minute where room is short: `2026/11/20 11:00`. */
export const momentShort = (iso: string, language: Language): string => MOMENT[language].format(new Date(iso));

/** How long ago something was, in the unit people think in. */
export const sinceWords = (iso: string, t: Translate): string => ageWords(Math.max(0, (Date.now() - Date.parse(iso)) / HOUR), t);

/** The ISO day so many months later; a day that the month lacks is its last. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate()))).toISOString().slice(0, 10);
}
