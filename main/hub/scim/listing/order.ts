import { type Expression, sql, type SqlBool } from 'kysely';
import { attributePath } from '../filter/parse.ts';
import { compared } from '../filter/comparison.ts';
import type { Columns } from '../filter/to-sql.ts';
import { invalidValue } from '../resource/value.ts';
import type { Attribute, Vocabulary } from '../schema/attribute.ts';
import type { Place } from './cursor.ts';

/** What a list is sorted by: text, or a number. NULL where a resource has no such value. */
export type SortKey = Expression<string | number | null>;

const KEYS: Readonly<Record<Exclude<Attribute['type'], 'complex'>, (column: Expression<unknown>, attribute: Attribute) => SortKey>> = {
  string: (column, { caseExact }) => (caseExact ? sql`(${column} COLLATE "C")` : sql`lower(${column} COLLATE "C")`),
  reference: (column) => sql`(${column} COLLATE "C")`,
  integer: (column) => sql`${column}`,
  boolean: (column) => sql`(${column})::integer`,
  dateTime: (column) => sql`(extract(epoch FROM date_trunc('milliseconds', ${column})) * 1000)::bigint`,
};

/** The key of an attribute by its path (RFC 7644 section 3.4.2.3). @throws HttpError 400 invalidValue for what a list is not sorted by */
export function sortKey(sortBy: string, vocabulary: Vocabulary, columns: Columns): SortKey {
  const path = attributePath(sortBy);
  const located = path && compared(vocabulary, path);
  const attribute = located?.sub ?? located?.attribute;
  const name =
    located && `${located.extension === null ? '' : `${located.extension}:`}${located.attribute.name}${located.sub ? `.${located.sub.name}` : ''}`;
  const column = name ? columns.single[name] : null;
  if (!attribute || !column || attribute.type === 'complex') throw invalidValue('lists are not sorted by that');
  return KEYS[attribute.type](column, attribute);
}

/** Resources without a value come last, or first where the order is descending (RFC 7644 section 3.4.2.3). */
export const ordered = (key: SortKey | null, id: Expression<string>, descending: boolean) =>
  key ? sql`${key} ${descending ? sql`DESC NULLS FIRST` : sql`ASC NULLS LAST`}, ${id}` : sql`${id} ${descending ? sql`DESC` : sql`ASC`}`;

/** What comes after a place of that order. */
export function after(place: Place, key: SortKey | null, id: Expression<string>, descending: boolean): Expression<SqlBool> {
  if (!key) return descending ? sql`${id} < ${place.id}::text` : sql`${id} > ${place.id}::text`;
  const later = sql<SqlBool>`${id} > ${place.id}::text`;
  if (place.key === null) return descending ? sql`(${key} IS NOT NULL OR ${later})` : sql`(${key} IS NULL AND ${later})`;
  const at = typeof place.key === 'number' ? sql`${place.key}::bigint` : sql`${place.key}::text`;
  return descending
    ? sql`(${key} < ${at} OR (${key} = ${at} AND ${later}))`
    : sql`(${key} > ${at} OR (${key} = ${at} AND ${later}) OR ${key} IS NULL)`;
}
