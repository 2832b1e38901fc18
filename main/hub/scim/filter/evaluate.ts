import type { Attribute, Vocabulary } from '../schema/attribute.ts';
import { locate } from '../schema/attribute.ts';
import { comparand, compared, folded, partsOf, type Scalar } from './comparison.ts';
import type { Filter, Operator } from './tree.ts';

/** A resource, or a complex value of one, as JSON. */
export type Values = Readonly<Record<string, unknown>>;

/** Letters by code point, as the database has them under collation "C". */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = left[index]!.codePointAt(0)! - right[index]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const order = (a: Scalar, b: Scalar): number => (typeof a === 'string' && typeof b === 'string' ? byCodePoint(a, b) : Number(a) - Number(b));

const COMPARISONS: Readonly<Record<Exclude<Operator, 'ne'>, (held: NonNullable<Scalar>, asked: NonNullable<Scalar>) => boolean>> = {
  eq: (held, asked) => held === asked,
  co: (held, asked) => String(held).includes(String(asked)),
  sw: (held, asked) => String(held).startsWith(String(asked)),
  ew: (held, asked) => String(held).endsWith(String(asked)),
  gt: (held, asked) => order(held, asked) > 0,
  ge: (held, asked) => order(held, asked) >= 0,
  lt: (held, asked) => order(held, asked) < 0,
  le: (held, asked) => order(held, asked) <= 0,
};

const isPresent = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(isPresent)
    : typeof value === 'object' && value !== null
      ? Object.values(value).some(isPresent)
      : value !== undefined && value !== null && value !== '';

/** What is held, in the type of its attribute. */
function heldOf(attribute: Attribute, value: unknown): Scalar {
  if (!isPresent(value)) return null;
  if (attribute.type === 'dateTime') return Date.parse(String(value));
  return typeof value === 'string' && !attribute.caseExact ? folded(value) : (value as Scalar);
}

function compare(op: Operator, held: Scalar, asked: Scalar): boolean {
  if (op === 'ne') return !compare('eq', held, asked);
  if (held === null || asked === null) return op === 'eq' && held === asked;
  return COMPARISONS[op](held, asked);
}

/**
 * Whether a resource answers a filter. An attribute that nobody defined is one without a value (RFC 7644 section 3.4.2.2); of several values one is enough.
 * @throws HttpError 400 invalidFilter where attribute, operator and value do not go together
 */
export function matches(filter: Filter, resource: Values, vocabulary: Vocabulary): boolean {
  if (filter.op === 'and') return filter.of.every((each) => matches(each, resource, vocabulary));
  if (filter.op === 'or') return filter.of.some((each) => matches(each, resource, vocabulary));
  if (filter.op === 'not') return !matches(filter.of, resource, vocabulary);
  const located = filter.op === 'pr' || filter.op === 'in' ? locate(vocabulary, filter.path) : compared(vocabulary, filter.path);
  if (!located) return filter.op === 'ne' || (filter.op === 'eq' && filter.value === null);
  const { extension, attribute, sub } = located;
  const value = (extension === null ? resource : (resource[extension] as Values | undefined))?.[attribute.name];
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  if (filter.op === 'in') {
    const parts = partsOf(located);
    return values.some((each) => matches(filter.of, each as Values, parts));
  }
  const part = (each: unknown): unknown => (sub ? (each as Values | undefined)?.[sub.name] : each);
  if (filter.op === 'pr') return attribute.multiValued ? values.some((each) => isPresent(part(each))) : isPresent(part(value));
  const asked = comparand(sub ?? attribute, filter.op, filter.value);
  const answers = (each: unknown): boolean => compare(filter.op, heldOf(sub ?? attribute, part(each)), asked);
  // A list without values has none to compare: it is equal to null alone.
  if (attribute.multiValued) return values.length === 0 ? filter.op === (asked === null ? 'eq' : 'ne') : values.some(answers);
  return answers(value);
}
