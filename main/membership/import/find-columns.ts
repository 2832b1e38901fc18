import type { ImportColumn, ImportField } from '../../api/schema/membership.ts';
import { recogniseColumns } from '../../tables/columns.ts';

/** Which column of a file holds which field. */
export type Columns = ReadonlyMap<ImportField, number>;

/**
 * Columns as people told them, the others by their headings.
 * @param words headings by which each field is known
 */
export function findColumns(
  headings: readonly string[],
  told: readonly ImportColumn[],
  words: Readonly<Record<ImportField, readonly string[]>>,
): Columns {
  const byHeading = new Map(told.map(({ heading, field }) => [heading, field]));
  const byField = new Map(
    headings.flatMap((heading, index) => {
      const field = byHeading.get(heading);
      return field ? [[field, index] as const] : [];
    }),
  );
  const open = headings.map((heading) => (byHeading.has(heading) ? '' : heading));
  const recognised = [...recogniseColumns(open, words)].filter(([field]) => !byField.has(field));
  return new Map([...byField, ...recognised]);
}

/** What is known of somebody only if one of these columns is there; without the second and third, units may be refused. */
const NEEDED: readonly (readonly [ImportField, readonly ImportField[]])[] = [
  ['name', ['name', 'familyName', 'kana', 'familyKana']],
  ['registration', ['registration']],
  ['kana', ['kana', 'familyKana']],
  ['affiliation', ['affiliation']],
  ['birthDate', ['birthDate']],
];

/** Required columns that a file lacks. Without `name` no row says who is meant. */
export const missingColumns = (columns: Columns): readonly ImportField[] =>
  NEEDED.filter(([, ways]) => !ways.some((field) => columns.has(field))).map(([field]) => field);
