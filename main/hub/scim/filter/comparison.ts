import { HttpError } from '../../http/http-error.ts';
import { type Attribute, type Located, locate, named, type Vocabulary } from '../schema/attribute.ts';
import type { AttributePath, Comparand, Operator } from './tree.ts';

/** What is compared in the end: text, instants as milliseconds since 1970, whole numbers, truth. `null`: no value. */
export type Scalar = string | number | boolean | null;

const TYPES: Readonly<Record<Exclude<Attribute['type'], 'complex'>, (value: Comparand) => Scalar | undefined>> = {
  string: (value) => (typeof value === 'string' ? value : undefined),
  reference: (value) => (typeof value === 'string' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  integer: (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined),
  dateTime: (value) => (typeof value === 'string' ? instant(value) : undefined),
};
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
const EQUAL: readonly Operator[] = ['eq', 'ne'];
const ORDER: readonly Operator[] = ['gt', 'ge', 'lt', 'le'];

/** Milliseconds since 1970 of an xsd:dateTime with its zone (RFC 7643 section 2.3.5). */
function instant(text: string): number | undefined {
  const time = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Which comparisons a type bears: truth has no order, and only text has parts (RFC 7644 table 3). */
const bears = (type: Attribute['type'], op: Operator): boolean =>
  EQUAL.includes(op) || (ORDER.includes(op) ? type !== 'boolean' : type === 'string' || type === 'reference');

/** ASCII letters in small: the rule of `caseExact: false` here and in the database (collation "C"), so that both agree about every letter. */
export const folded = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const refused = (detail: string): HttpError => new HttpError(400, 'invalidFilter', detail);

/**
 * The value of a comparison in the type of its attribute, folded where letters of either case are the same.
 * @throws HttpError 400 invalidFilter where attribute, operator and value do not go together
 */
export function comparand(attribute: Attribute, op: Operator, value: Comparand): Scalar {
  if (attribute.type === 'complex') throw refused(`${attribute.name} is compared by its parts`);
  if (!bears(attribute.type, op)) throw refused(`${op} does not go with ${attribute.name}`);
  if (value === null) {
    if (!EQUAL.includes(op)) throw refused(`${op} does not go with null`);
    return null;
  }
  const read = TYPES[attribute.type](value);
  if (read === undefined) throw refused(`${attribute.name} is compared with ${attribute.type} only`);
  // No text of the database holds it.
  if (typeof read === 'string' && read.includes('\0')) throw refused('a NUL character');
  return typeof read === 'string' && !attribute.caseExact ? folded(read) : read;
}

/** What a comparison looks at: a complex attribute is compared by its `value` (RFC 7644 section 3.4.2.2). `null`: nothing is called so. */
export function compared(vocabulary: Vocabulary, path: AttributePath): Located | null {
  const located = locate(vocabulary, path);
  if (!located || located.sub || located.attribute.type !== 'complex') return located;
  const value = named(located.attribute.subAttributes, 'value');
  return value ? { ...located, sub: value } : located;
}

/** Parts of a complex attribute, for a filter of its values. @throws HttpError 400 invalidFilter */
export function partsOf({ attribute }: Located): Vocabulary {
  if (!attribute.subAttributes || !attribute.multiValued) throw refused(`${attribute.name} has no values to pick from`);
  return { schema: '', attributes: attribute.subAttributes, extension: null };
}
