import table from '../../resources/library/retention.json' with { type: 'json' };
import type { RetentionRule } from '../api/schema/library.ts';

/** How long each kind of document must be kept, in every version on record. */
export const RETENTION_RULES: readonly RetentionRule[] = table.rules.map((rule) => ({ ...rule, confirmed: table.confirmed }));

/** Kept until somebody takes the mark away. */
const FOR_GOOD = 'for-good';

/** The rule for a kind that was in force on a day, `null` where none is on record. */
export const ruleOn = (kind: string, day: string): RetentionRule | null =>
  RETENTION_RULES.find((rule) => rule.id === kind && rule.since <= day && (rule.until === null || day <= rule.until)) ?? null;

/** The same day some years later; the last of the month where there is none (民法第143条第2項). */
function yearsLater(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, last))).toISOString().slice(0, 10);
}

/**
 * The last day on which a document must be there; the first day does not count (民法第140条).
 * @param years as the person says, where no rule does
 * @returns `null` for good; `undefined` where nobody says how long
 */
export function retainUntil(kind: string, from: string, years: number | null): string | null | undefined {
  const rule = ruleOn(kind, from);
  if (!rule) return undefined;
  if (kind === FOR_GOOD) return null;
  const told = rule.years ?? years;
  return told === null ? undefined : yearsLater(from, told);
}
