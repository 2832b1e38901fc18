import type { ForecastRow } from '../../../main/api/schema/credentials.ts';

/** Months from one on, as `2026-11`. */
export function monthsFrom(month: string, count: number): readonly string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Array.from({ length: count }, (_nothing, index) => new Date(Date.UTC(year, number - 1 + index, 1)).toISOString().slice(0, 7));
}

/** Cards of each month; a month without any is 0. */
export const byMonth = (rows: readonly ForecastRow[], months: readonly string[]): readonly { readonly month: string; readonly cards: number }[] =>
  months.map((month) => ({ month, cards: rows.filter((row) => row.month === month).reduce((sum, { cards }) => sum + cards, 0) }));

/** Cards of each association, most first; those without one are `null`. */
export function byAssociation(rows: readonly ForecastRow[]): readonly { readonly association: string | null; readonly cards: number }[] {
  const sums = new Map<string | null, number>();
  for (const { association, cards } of rows) sums.set(association, (sums.get(association) ?? 0) + cards);
  return [...sums].map(([association, cards]) => ({ association, cards })).sort((a, b) => b.cards - a.cards);
}
