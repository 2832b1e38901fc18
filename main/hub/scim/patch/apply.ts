import { HttpError } from '../../http/http-error.ts';
import { partsOf } from '../filter/comparison.ts';
import { matches, type Values } from '../filter/evaluate.ts';
import { attributePath, parsePatchPath } from '../filter/parse.ts';
import type { Filter } from '../filter/tree.ts';
import { unchangeable } from '../resource/given.ts';
import { comparable, invalidValue, isObject, isUnassigned, valueGiven } from '../resource/value.ts';
import { type Attribute, attributesOf, type Located, locate, type Vocabulary } from '../schema/attribute.ts';
import type { PatchOperation } from './request.ts';

type Draft = Record<string, unknown>;
type Op = PatchOperation['op'];

const noTarget = (detail: string): HttpError => new HttpError(400, 'noTarget', detail);
const unknownPath = (path: string): HttpError => new HttpError(400, 'invalidPath', `${path} names no attribute of this service`);

/** Sets or clears what stands under a name. */
function put(holder: Draft, { name }: Attribute, value: unknown): void {
  if (isUnassigned(value)) delete holder[name];
  else holder[name] = value;
}

/** What a filter asks of a value that is not there yet: equalities only. `null`: it asks more. */
function valueAsked(filter: Filter, parts: Vocabulary): Values | null {
  if (filter.op === 'and') {
    const asked = filter.of.map((each) => valueAsked(each, parts));
    return asked.includes(null) ? null : Object.assign({}, ...asked);
  }
  const located = filter.op === 'eq' ? locate(parts, filter.path) : null;
  return filter.op === 'eq' && located && filter.value !== null ? { [located.attribute.name]: filter.value } : null;
}

/** One value of a list changed: a part of it, or all. `null`: it goes. */
function valueChanged(op: Op, { attribute, sub }: Located, held: Values, value: unknown): Values | null {
  if (sub) {
    const changed: Draft = { ...held };
    put(changed, sub, op === 'remove' ? null : valueGiven(sub, value));
    return isUnassigned(changed) ? null : changed;
  }
  if (op === 'remove') return null;
  const [given] = valueGiven(attribute, [value]) as readonly Values[];
  return op === 'add' ? { ...held, ...given } : (given ?? null);
}

function changeValues(op: Op, located: Located, filter: Filter | null, value: unknown, holder: Draft): void {
  const { attribute } = located;
  const values = (holder[attribute.name] ?? []) as readonly Values[];
  const parts = partsOf(located);
  const picked = values.map((each) => filter === null || matches(filter, each, parts));
  if (picked.includes(true)) {
    put(
      holder,
      attribute,
      values.flatMap((each, index) => (picked[index] ? (valueChanged(op, located, each, value) ?? []) : each)),
    );
    return;
  }
  const asked = op === 'add' && filter ? valueAsked(filter, parts) : null;
  if (!asked) throw noTarget(`no value of ${attribute.name} is meant`);
  put(holder, attribute, [...values, ...[valueChanged('add', located, asked, value) ?? []].flat()]);
}

/** A list afterwards. */
function changedList(op: Op, attribute: Attribute, values: readonly unknown[], value: unknown): unknown {
  if (op === 'remove') return null;
  const given = (valueGiven(attribute, Array.isArray(value) ? value : [value]) ?? []) as readonly unknown[];
  if (op === 'replace') return given;
  const held = new Set(values.map((each) => comparable(attribute, [each])));
  return [...values, ...given.filter((each) => !held.has(comparable(attribute, [each])))];
}

/** A single value afterwards, simple or complex. */
function changedValue(op: Op, { attribute, sub }: Located, held: unknown, value: unknown): unknown {
  if (attribute.type !== 'complex') return op === 'remove' ? null : valueGiven(attribute, value);
  const parts: Draft = { ...(held as Values | undefined) };
  if (!sub) return op === 'remove' ? null : merged(attribute, parts, value);
  put(parts, sub, op === 'remove' ? null : valueGiven(sub, value));
  return parts;
}

function change(op: Op, located: Located, filter: Filter | null, value: unknown, draft: Draft): void {
  const { extension, attribute, sub } = located;
  if (extension !== null) draft[extension] ??= {};
  const holder = extension === null ? draft : (draft[extension] as Draft);
  const held = holder[attribute.name];
  if (filter && !attribute.multiValued) throw noTarget(`${attribute.name} has no values to pick from`);
  if (sub?.mutability === 'readOnly') throw new HttpError(400, 'mutability', `${sub.name} is readOnly`);
  if (attribute.multiValued && (filter || sub)) changeValues(op, located, filter, value, holder);
  else if (attribute.multiValued) put(holder, attribute, changedList(op, attribute, (held ?? []) as readonly unknown[], value));
  else put(holder, attribute, changedValue(op, located, held, value));
}

/** Parts that are told replace those held; a part told as null goes. */
function merged(attribute: Attribute, held: Draft, value: unknown): Values {
  if (!isObject(value)) throw invalidValue(`${attribute.name} is an object`);
  const told = (valueGiven(attribute, value) ?? {}) as Values;
  const kept = Object.entries(held).filter(([name]) => !Object.keys(value).some((key) => key.toLowerCase() === name.toLowerCase()));
  const readOnly = Object.entries(held).filter(([name]) =>
    attribute.subAttributes?.some((sub) => sub.name === name && sub.mutability === 'readOnly'),
  );
  return { ...Object.fromEntries([...kept, ...readOnly]), ...told };
}

/** Attributes that a value without a path names, each alone or in the object of their schema. */
function changeNamed(op: Op, value: unknown, vocabulary: Vocabulary, draft: Draft): void {
  if (!isObject(value)) throw invalidValue('a value without a path is an object');
  for (const [key, told] of Object.entries(value)) {
    const schema = attributesOf(vocabulary, key);
    if (schema) {
      if (!isObject(told)) throw invalidValue(`${key} is an object`);
      for (const [name, each] of Object.entries(told)) {
        const attribute = schema.attributes.find((its) => its.name.toLowerCase() === name.toLowerCase());
        if (!attribute) throw unknownPath(name);
        change(op, { extension: schema.extension, attribute, sub: null }, null, each, draft);
      }
      continue;
    }
    const path = attributePath(key);
    const located = path && locate(vocabulary, path);
    if (!located) throw unknownPath(key);
    change(op, located, null, told, draft);
  }
}

function apply({ op, path, value }: PatchOperation, vocabulary: Vocabulary, draft: Draft): void {
  if (path === null) {
    if (op === 'remove') throw noTarget('remove says what');
    changeNamed(op, value, vocabulary, draft);
    return;
  }
  const schema = attributesOf(vocabulary, path);
  if (schema?.extension) {
    if (op !== 'remove') changeNamed(op, { [path]: value }, vocabulary, draft);
    else
      for (const attribute of schema.attributes.filter(({ mutability }) => !mutability))
        change('remove', { extension: schema.extension, attribute, sub: null }, null, null, draft);
    return;
  }
  const asked = parsePatchPath(path);
  const located = locate(vocabulary, asked.path);
  if (!located) throw unknownPath(path);
  change(op, located, asked.filter, value, draft);
}

/**
 * A resource after the operations of PATCH (RFC 7644 section 3.5.2), all or none of them. An attribute without a value may be replaced: it is added.
 * @throws HttpError 400 invalidPath, invalidValue, invalidFilter, noTarget (a filter that picks nothing, `remove` without a path), mutability
 */
export function patched(resource: Values, operations: readonly PatchOperation[], vocabulary: Vocabulary): Values {
  const draft = structuredClone(resource) as Draft;
  for (const operation of operations) apply(operation, vocabulary, draft);
  unchangeable(resource, draft, vocabulary);
  return draft;
}
