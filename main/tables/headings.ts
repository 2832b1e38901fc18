/** Rows within which the headings are looked for: lists have a title, a day and a number of people above them. */
const WITHIN = 10;
/** As many headings that are known make a row of headings; one alone may be a word of a title. */
const ENOUGH = 2;

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell !== '').length;

/**
 * Which row has the headings: the one with the most headings that are known, or where there are too few the first with more than one value.
 * @param rows cells, without rows that are empty
 * @param known how many of a row's cells are headings
 */
export function headingRow(rows: readonly (readonly string[])[], known: (cells: readonly string[]) => number): number {
  const first = rows.slice(0, WITHIN);
  const counts = first.map(known);
  const most = Math.max(0, ...counts);
  const index = most >= ENOUGH ? counts.indexOf(most) : first.findIndex((cells) => filled(cells) > 1);
  return Math.max(0, index);
}
