/**
 * The row that a step down (1) or up (-1) leads to; from nowhere, the first. At an end it stays.
 * @param at from 0; -1 for nowhere
 */
export const nextRow = (at: number, step: 1 | -1, count: number): number => (at < 0 ? 0 : Math.min(Math.max(at + step, 0), count - 1));

type Row = { readonly object: string };

/** Where one goes on in rows that were asked for again: at the same object, or, where it has moved on, at the next of those that followed it. */
export function goOnAt(before: readonly Row[], current: string | null, rows: readonly Row[]): string | null {
  const there = new Set(rows.map(({ object }) => object));
  const at = before.findIndex(({ object }) => object === current);
  const candidates = at < 0 ? [] : before.slice(at);
  return candidates.find(({ object }) => there.has(object))?.object ?? null;
}
