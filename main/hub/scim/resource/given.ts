import { HttpError } from '../../http/http-error.ts';
import type { Values } from '../filter/evaluate.ts';
import { type Attribute, named, type Vocabulary } from '../schema/attribute.ts';
import { comparable, invalidValue, isObject, isUnassigned, valueGiven } from './value.ts';

const sameText = (a: unknown, b: string): boolean => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();

function read(attributes: readonly Attribute[], given: Values): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const attribute = named(attributes, key);
    if (!attribute || attribute.mutability === 'readOnly') continue;
    const told = valueGiven(attribute, value);
    if (!isUnassigned(told)) values[attribute.name] = told;
  }
  return values;
}

/**
 * A resource as a client gives it to POST or PUT: what is read-only, unknown or without a value falls away (RFC 7644 sections 3.3, 3.5.1).
 * @throws HttpError 400 invalidSyntax where `schemas` does not say what it is, invalidValue
 */
export function givenResource(body: unknown, { schema, attributes, extension }: Vocabulary): Values {
  const schemas = isObject(body) ? Object.entries(body).find(([key]) => sameText(key, 'schemas'))?.[1] : null;
  if (!isObject(body) || !Array.isArray(schemas) || !schemas.some((each) => sameText(each, schema)))
    throw new HttpError(400, 'invalidSyntax', `schemas names ${schema}`);
  const resource = read(attributes, body);
  const more = extension && Object.entries(body).find(([key]) => sameText(key, extension.id))?.[1];
  if (!extension || isUnassigned(more)) return resource;
  if (!isObject(more)) throw invalidValue(`${extension.id} is an object`);
  return { ...resource, [extension.id]: read(extension.attributes, more) };
}

/** Attributes of a resource, each with its place. */
export function placesOf({ attributes, extension }: Vocabulary): readonly { readonly extension: string | null; readonly attribute: Attribute }[] {
  return [
    ...attributes.map((attribute) => ({ extension: null, attribute })),
    ...(extension?.attributes ?? []).map((attribute) => ({ extension: extension!.id, attribute })),
  ];
}

/** What a resource says in a place. */
export const heldIn = (resource: Values, extension: string | null, name: string): unknown =>
  (extension === null ? resource : (resource[extension] as Values | undefined))?.[name];

/**
 * A resource with everything replaced that may be (RFC 7644 section 3.5.1): what was left out is cleared, unless it is read-only or immutable.
 * @throws HttpError 400 mutability
 */
export function replaced(before: Values, given: Values, vocabulary: Vocabulary): Values {
  const after: Record<string, unknown> = structuredClone(given) as Record<string, unknown>;
  for (const { extension, attribute } of placesOf(vocabulary)) {
    const held = heldIn(before, extension, attribute.name);
    if (!attribute.mutability || isUnassigned(held)) continue;
    const told = heldIn(given, extension, attribute.name);
    if (attribute.mutability === 'immutable' && !isUnassigned(told) && comparable(attribute, told) !== comparable(attribute, held)) continue;
    if (extension !== null) after[extension] ??= {};
    const holder = extension === null ? after : (after[extension] as Record<string, unknown>);
    holder[attribute.name] = held;
  }
  unchangeable(before, after, vocabulary);
  return after;
}

/** @throws HttpError 400 mutability where something else stands in a place that does not change (RFC 7643 section 2.2) */
export function unchangeable(before: Values, after: Values, vocabulary: Vocabulary): void {
  for (const { extension, attribute } of placesOf(vocabulary)) {
    if (!attribute.mutability) continue;
    const [was, is] = [before, after].map((resource) => comparable(attribute, heldIn(resource, extension, attribute.name)));
    if (was !== is) throw new HttpError(400, 'mutability', `${attribute.name} is ${attribute.mutability}`);
  }
}
