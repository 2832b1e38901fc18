import { type Expression, sql, type SqlBool } from 'kysely';
import { HttpError } from '../../http/http-error.ts';
import type { Attribute, Vocabulary } from '../schema/attribute.ts';
import { locate, type Located } from '../schema/attribute.ts';
import { comparand, compared, partsOf, type Scalar } from './comparison.ts';
import type { AttributePath, Filter, Operator } from './tree.ts';

/** A value in the database: text, timestamptz, integer or boolean as its attribute says, NULL where there is none. */
export type Column = Expression<unknown>;

/** Values of an attribute that has many: rows of a FROM clause, and their parts in it by name. `only`: which comparisons are asked of the database at all. */
export interface Collection {
  readonly from: Expression<unknown>;
  /** Which rows of it belong to the resource. */
  readonly where: Expression<SqlBool>;
  readonly parts: Readonly<Record<string, Column>>;
  readonly only?: readonly (Operator | 'pr')[];
}

/** Where the attributes of a kind of resource are: by name, `<schema>:<name>` in an extension, `<name>.<part>` within a complex one. */
export interface Columns {
  readonly single: Readonly<Record<string, Column>>;
  readonly many: Readonly<Record<string, Collection>>;
}

const NEVER = sql<SqlBool>`false`;
const ALWAYS = sql<SqlBool>`true`;

/** Text under collation "C": by code point, and letters folded within ASCII. */
const text = (column: Column, attribute: Attribute) => (attribute.caseExact ? sql`(${column} COLLATE "C")` : sql`lower(${column} COLLATE "C")`);
const operand = (column: Column, attribute: Attribute, asked: Scalar) => {
  if (attribute.type === 'dateTime')
    return { held: sql`date_trunc('milliseconds', ${column})`, asked: sql`to_timestamp(${asked}::double precision / 1000)` };
  if (attribute.type === 'integer') return { held: column, asked: sql`${asked}::bigint` };
  if (attribute.type === 'boolean') return { held: column, asked: sql`${asked}::boolean` };
  return { held: text(column, attribute), asked: sql`${asked}::text` };
};

type Pair = { readonly held: Expression<unknown>; readonly asked: Expression<unknown> };
const COMPARISONS: Readonly<Record<Exclude<Operator, 'eq' | 'ne'>, (pair: Pair) => Expression<SqlBool>>> = {
  co: ({ held, asked }) => sql`strpos(${held}, ${asked}) > 0`,
  sw: ({ held, asked }) => sql`starts_with(${held}, ${asked})`,
  ew: ({ held, asked }) => sql`right(${held}, length(${asked})) = ${asked}`,
  gt: ({ held, asked }) => sql`${held} > ${asked}`,
  ge: ({ held, asked }) => sql`${held} >= ${asked}`,
  lt: ({ held, asked }) => sql`${held} < ${asked}`,
  le: ({ held, asked }) => sql`${held} <= ${asked}`,
};

/** Equality as an index knows it: under collation "C" only where letters are folded. */
const equal = (column: Column, attribute: Attribute, asked: Scalar): Expression<SqlBool> =>
  attribute.caseExact && typeof asked === 'string' && attribute.type !== 'dateTime'
    ? sql`${column} = ${asked}::text`
    : (({ held, asked: value }) => sql<SqlBool>`${held} = ${value}`)(operand(column, attribute, asked));

function comparison(op: Operator, column: Column, attribute: Attribute, asked: Scalar): Expression<SqlBool> {
  if (asked === null) return op === 'eq' ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`;
  if (op === 'eq') return sql`coalesce(${equal(column, attribute, asked)}, false)`;
  if (op === 'ne') return sql`NOT coalesce(${equal(column, attribute, asked)}, false)`;
  return sql`coalesce(${COMPARISONS[op](operand(column, attribute, asked))}, false)`;
}

const joined = (of: readonly Expression<SqlBool>[], word: 'AND' | 'OR'): Expression<SqlBool> =>
  sql`(${sql.join([...of], word === 'AND' ? sql` AND ` : sql` OR `)})`;

const keyOf = ({ extension, attribute }: Located): string => (extension === null ? attribute.name : `${extension}:${attribute.name}`);
const unasked = (name: string): HttpError => new HttpError(400, 'invalidFilter', `${name} is not filtered by in this way: the answer would be slow`);

/**
 * A filter as a condition, never NULL, in the words of `matches` of evaluate.ts: both give the same answer for every resource.
 * @throws HttpError 400 invalidFilter where attribute, operator and value do not go together, and for what no index or short read answers
 */
export function filterSql(filter: Filter, vocabulary: Vocabulary, columns: Columns): Expression<SqlBool> {
  if (filter.op === 'and' || filter.op === 'or')
    return joined(
      filter.of.map((each) => filterSql(each, vocabulary, columns)),
      filter.op === 'and' ? 'AND' : 'OR',
    );
  if (filter.op === 'not') return sql`NOT (${filterSql(filter.of, vocabulary, columns)})`;
  if (filter.op === 'in') return valuesSql(filter.path, filter.of, vocabulary, columns);
  const located = filter.op === 'pr' ? locate(vocabulary, filter.path) : compared(vocabulary, filter.path);
  if (!located) return filter.op === 'ne' || (filter.op === 'eq' && filter.value === null) ? ALWAYS : NEVER;
  const { attribute, sub } = located;
  const asked = filter.op === 'pr' ? null : comparand(sub ?? attribute, filter.op, filter.value);
  const many = attribute.multiValued ? columns.many[keyOf(located)] : null;
  if (attribute.multiValued) return manySql(filter.op, many, located, asked);
  const column = (part: Attribute | null): Column => {
    const found = columns.single[part ? `${keyOf(located)}.${part.name}` : keyOf(located)];
    if (!found) throw unasked(part?.name ?? attribute.name);
    return found;
  };
  if (filter.op !== 'pr') return comparison(filter.op, column(sub), sub ?? attribute, asked);
  const parts = sub || !attribute.subAttributes ? [column(sub)] : attribute.subAttributes.map(column);
  return sql`(${sql.join(
    parts.map((part) => sql`${part} IS NOT NULL`),
    sql` OR `,
  )})`;
}

const some = ({ from, where }: Collection, condition: Expression<SqlBool>): Expression<SqlBool> =>
  sql`EXISTS (SELECT 1 FROM ${from} WHERE ${where} AND ${condition})`;

function manySql(op: Operator | 'pr', many: Collection | null | undefined, { attribute, sub }: Located, asked: Scalar): Expression<SqlBool> {
  if (!many || (many.only && !many.only.includes(op))) throw unasked(attribute.name);
  if (op === 'pr') return some(many, sub ? sql`${partOf(many, sub)} IS NOT NULL` : ALWAYS);
  const found = some(many, comparison(op, partOf(many, sub ?? attribute), sub ?? attribute, asked));
  // A list without values is equal to null alone.
  return op === (asked === null ? 'eq' : 'ne') ? sql`(${found} OR NOT ${some(many, ALWAYS)})` : found;
}

function partOf({ parts }: Collection, { name }: Attribute): Column {
  const part = parts[name];
  if (!part) throw unasked(name);
  return part;
}

function valuesSql(path: AttributePath, inner: Filter, vocabulary: Vocabulary, columns: Columns): Expression<SqlBool> {
  const located = locate(vocabulary, path);
  if (!located) return NEVER;
  const parts = partsOf(located);
  const many = columns.many[keyOf(located)];
  if (!many || many.only) throw unasked(located.attribute.name);
  return some(many, filterSql(inner, parts, { single: many.parts, many: {} }));
}
