import table from '../../resources/library/retention.json' with { type: 'json' };
import type { RetentionRule } from '../api/schema/library.ts';

/** How long each kind of document must be kept, in every version on record. */
export const RETENTION_RULES: readonly RetentionRule[] = table.rules.map((rule) => ({ ...rule, confirmed: table.confirmed }));

/** Kept until somebody takes the mark away. */
const FOR_GOOD = 'for-good';
const DAY_MS = 24 * 3_600_000;

/** The rule for a kind that was in force on a day, `null` where none is on record. */
export const ruleOn = (kind: string, day: string): RetentionRule | null =>
  RETENTION_RULES.find((rule) => rule.id === kind && rule.since <= day && (rule.until === null || day <= rule.until)) ?? null;

const isoDay = (year: number, month: number, date: number): string => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/**
 * The last day of so many years that are counted from the next day (民法第140条): the day before the one that corresponds to it, the last of the month
 * where there is none (民法第143条第2項).
 */
function lastDayOf(day: string, years: number): string {
  const begin = new Date(Date.parse(day) + DAY_MS);
  const [year, month, date] = [begin.getUTCFullYear() + years, begin.getUTCMonth(), begin.getUTCDate()];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return date > lastOfMonth ? isoDay(year, month, lastOfMonth) : isoDay(year, month, date - 1);
}

/**
 * The last day on which a document must be there.
 * @param years as the person says, where no rule does
 * @returns `null` for good; `undefined` where nobody says how long
 */
export function retainUntil(kind: string, from: string, years: number | null): string | null | undefined {
  const rule = ruleOn(kind, from);
  if (!rule) return undefined;
  if (kind === FOR_GOOD) return null;
  const told = rule.years ?? years;
  return told === null ? undefined : lastDayOf(from, told);
}
