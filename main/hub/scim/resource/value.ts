import { canonicalJson, type Json } from '../../../audit/canonical-json.ts';
import { HttpError } from '../../http/http-error.ts';
import type { Values } from '../filter/evaluate.ts';
import { type Attribute, named } from '../schema/attribute.ts';

const MOST_LETTERS = 1_000;
const MOST_VALUES = 100;
/** What no field of a person holds: control characters, halves of a letter. */
const UNWRITABLE = /[\p{Cc}\p{Cs}]/u;

export const invalidValue = (detail: string): HttpError => new HttpError(400, 'invalidValue', detail);

export const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an attribute is without a value: null, an empty text, list or object (RFC 7643 section 2.5). */
export const isUnassigned = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

const READERS: Readonly<Record<Attribute['type'], (attribute: Attribute, value: unknown) => unknown>> = {
  string: textOf,
  reference: textOf,
  dateTime: textOf,
  boolean: ({ name }, value) => {
    if (typeof value !== 'boolean') throw invalidValue(`${name} is true or false`);
    return value;
  },
  integer: ({ name }, value) => {
    if (!Number.isSafeInteger(value)) throw invalidValue(`${name} is a whole number`);
    return value;
  },
  complex: ({ name, mutability, subAttributes }, value) => {
    if (!isObject(value)) throw invalidValue(`${name} is an object`);
    const parts: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(value)) {
      const attribute = named(subAttributes, key);
      const read = attribute && (attribute.mutability !== 'readOnly' || mutability === 'readOnly') ? valueGiven(attribute, part) : null;
      if (attribute && !isUnassigned(read)) parts[attribute.name] = read;
    }
    return parts;
  },
};

function textOf({ name }: Attribute, value: unknown): string {
  if (typeof value !== 'string' || value.length > MOST_LETTERS || UNWRITABLE.test(value))
    throw invalidValue(`${name} is text of at most ${MOST_LETTERS} letters without control characters`);
  return value;
}

/**
 * A value that a client gave, as its attribute wants it: names as the schema writes them, unknown parts and read-only ones of what may be written left out, `null` for none.
 * @throws HttpError 400 invalidValue
 */
export function valueGiven(attribute: Attribute, value: unknown): unknown {
  if (isUnassigned(value)) return null;
  if (!attribute.multiValued) return READERS[attribute.type](attribute, value);
  if (!Array.isArray(value) || value.length > MOST_VALUES) throw invalidValue(`${attribute.name} is a list of at most ${MOST_VALUES} values`);
  return value.map((each) => READERS[attribute.type](attribute, each)).filter((each) => !isUnassigned(each));
}

/** One text for what a client may say of an attribute: read-only parts do not count, unless all of it is read-only. */
export function comparable(attribute: Attribute, value: unknown): string {
  const told = attribute.mutability === 'readOnly' || !attribute.subAttributes || isUnassigned(value) ? value : valueGiven(attribute, value);
  return isUnassigned(told) ? '' : canonicalJson(told as Json);
}
