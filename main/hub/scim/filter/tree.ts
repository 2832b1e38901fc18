/** Comparisons of RFC 7644 section 3.4.2.2, table 3, but for `pr`. */
export const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Operator = (typeof OPERATORS)[number];

/** What an attribute may be compared with: a JSON value that holds no others. */
export type Comparand = string | number | boolean | null;

/** Where an attribute is, as it was written: names in any case, not looked up yet. */
export interface AttributePath {
  /** URN of its schema, `null`: the resource's own. */
  readonly schema: string | null;
  readonly name: string;
  readonly sub: string | null;
}

/** A filter of RFC 7644 section 3.4.2.2. `in`: values of a complex attribute, each asked the inner filter (valuePath). */
export type Filter =
  | { readonly op: 'and'; readonly of: readonly Filter[] }
  | { readonly op: 'or'; readonly of: readonly Filter[] }
  | { readonly op: 'not'; readonly of: Filter }
  | { readonly op: 'in'; readonly path: AttributePath; readonly of: Filter }
  | { readonly op: 'pr'; readonly path: AttributePath }
  | { readonly op: Operator; readonly path: AttributePath; readonly value: Comparand };

/** A path as it is written. */
export const printPath = ({ schema, name, sub }: AttributePath): string =>
  `${schema === null ? '' : `${schema}:`}${name}${sub === null ? '' : `.${sub}`}`;

/** A filter as it is written; what parses it back is the same tree. */
export function printFilter(filter: Filter): string {
  switch (filter.op) {
    case 'and':
      return filter.of.map((each) => (each.op === 'and' || each.op === 'or' ? `(${printFilter(each)})` : printFilter(each))).join(' and ');
    case 'or':
      return filter.of.map((each) => (each.op === 'or' ? `(${printFilter(each)})` : printFilter(each))).join(' or ');
    case 'not':
      return `not (${printFilter(filter.of)})`;
    case 'in':
      return `${printPath(filter.path)}[${printFilter(filter.of)}]`;
    case 'pr':
      return `${printPath(filter.path)} pr`;
    default:
      return `${printPath(filter.path)} ${filter.op} ${JSON.stringify(filter.value)}`;
  }
}
