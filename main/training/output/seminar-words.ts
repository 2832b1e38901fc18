import type { SeminarPlan, SeminarSession } from '../../api/schema/training.ts';
import { dayWithWeekday } from '../../print/dates.ts';
import { timeText } from '../../tables/formats.ts';
import { type Language, words } from '../../words/words.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import type { CreditWords } from './credit-words.ts';

/** First start and last end of a seminar, ISO times in UTC. */
export function spanOf({ sessions }: SeminarPlan): { readonly startsAt: string; readonly endsAt: string } {
  const starts = sessions.map(({ startsAt }) => Date.parse(startsAt));
  const ends = sessions.map(({ endsAt }) => Date.parse(endsAt));
  return { startsAt: new Date(Math.min(...starts)).toISOString(), endsAt: new Date(Math.max(...ends)).toISOString() };
}

const dayOf = (iso: string): string => dayInJapan(Date.parse(iso));

/** Whether everything happens on one day in Japan. */
export function isOneDay(plan: SeminarPlan): boolean {
  const { startsAt, endsAt } = spanOf(plan);
  return dayOf(startsAt) === dayOf(endsAt);
}

/** ISO day in Japan on which the seminar begins. */
export const firstDay = (plan: SeminarPlan): string => dayOf(spanOf(plan).startsAt);

/** When the seminar is, with the days of the week. */
export function spanText(plan: SeminarPlan, language: Language): string {
  const { startsAt, endsAt } = spanOf(plan);
  const say = words(language);
  if (!isOneDay(plan)) return say('output.span.days', { from: dayWithWeekday(startsAt, language), to: dayWithWeekday(endsAt, language) });
  const day = dayWithWeekday(startsAt, language);
  return say('output.span.one-day', { day, from: timeText(startsAt, 'clock'), to: timeText(endsAt, 'clock') });
}

/** `14:00–15:00`, with the day before it where the seminar has several. */
export function sessionTime({ startsAt, endsAt }: SeminarSession, plan: SeminarPlan): string {
  const hours = `${timeText(startsAt, 'clock')}–${timeText(endsAt, 'clock')}`;
  return isOneDay(plan) ? hours : `${dayOf(startsAt).slice(5).replace('-', '/')} ${hours}`;
}

/** Numbers under which the seminar is certified, each with its schemes. */
export function certifiedNumbers({ certifiedNumbers: numbers }: SeminarPlan, names: CreditWords, language: Language): string[] {
  const schemesOf = Map.groupBy(numbers, ({ number }) => number);
  const say = words(language);
  return [...schemesOf].map(([number, rows]) =>
    say('output.certified-number', { number, scheme: rows.map(({ scheme }) => names.scheme(scheme)).join(language === 'ja' ? '、' : ', ') }),
  );
}

/** `1.5`, `0.25`: at least one decimal, as units are written. */
export const unitsText = (units: number): string => (Number.isInteger(units * 10) ? units.toFixed(1) : String(units));
