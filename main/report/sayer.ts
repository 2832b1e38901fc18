import type { ReportRow } from '../api/schema/report.ts';
import { dateAndTime } from '../words/dates.ts';
import { hasWords, type Language, type Values, words } from '../words/words.ts';

/** The words of one language for a report. */
export interface Sayer {
  readonly language: Language;
  /** A text; times among its values are written out, and a value that is not there is `null`. */
  say(key: string, values?: Values): string;
  /** The same where there is such a text, else `null`. */
  sayIfKnown(key: string, values?: Values): string | null;
  time(iso: string): string;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

export function sayer(language: Language): Sayer {
  const text = words(language);
  const time = (iso: string) => dateAndTime(iso, language);
  const written = (value: Values[string] | undefined) => (typeof value === 'string' && ISO_TIME.test(value) ? time(value) : (value ?? null));
  const say = (key: string, values: Values = {}) => {
    const complete = new Proxy(values, { has: () => true, get: (known, name: string) => written(known[name]) });
    return text(key, complete);
  };
  return { language, time, say, sayIfKnown: (key, values) => (hasWords(language, key) ? say(key, values) : null) };
}

/** One fact of a report. */
export const row = (term: string, values: string | readonly string[], more: Partial<Pick<ReportRow, 'note' | 'code'>> = {}): ReportRow => ({
  term,
  values: typeof values === 'string' ? [values] : [...values],
  note: null,
  code: false,
  ...more,
});

/** Groups of eight hexadecimal digits, that people can compare. */
export const grouped = (hex: string): string => (hex.replaceAll(':', '').match(/.{1,8}/g) ?? []).join(' ');
