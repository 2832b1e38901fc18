import type { Values } from '../filter/evaluate.ts';
import { attributePath } from '../filter/parse.ts';
import { type Attribute, attributesOf, locate, type Vocabulary } from '../schema/attribute.ts';
import { invalidValue, isObject, isUnassigned } from './value.ts';

/** Names in a query, parted by commas (RFC 7644 section 3.9). `null`: the parameter was not there. */
export interface Asked {
  readonly attributes: readonly string[] | null;
  readonly excluded: readonly string[] | null;
}

/** Whole attributes, and parts of others by their names. */
type Chosen = ReadonlyMap<string, ReadonlySet<string> | 'whole'>;

const keyOf = (extension: string | null, { name }: Attribute): string => (extension === null ? name : `${extension}:${name}`);

/** What names stand for; unknown ones for nothing (RFC 7644 section 3.9 lets a service ignore them). */
function chosen(names: readonly string[], vocabulary: Vocabulary): Chosen {
  const found = new Map<string, Set<string> | 'whole'>();
  for (const name of names) {
    const schema = attributesOf(vocabulary, name);
    if (schema) for (const attribute of schema.attributes) found.set(keyOf(schema.extension, attribute), 'whole');
    const path = attributePath(name);
    const located = path && locate(vocabulary, path);
    if (!located) continue;
    const key = keyOf(located.extension, located.attribute);
    const before = found.get(key);
    if (!located.sub) found.set(key, 'whole');
    else if (before !== 'whole') found.set(key, new Set(before).add(located.sub.name));
  }
  return found;
}

const parts = (value: unknown, keep: (name: string) => boolean): unknown => {
  if (Array.isArray(value)) return value.map((each) => parts(each, keep)).filter((each) => !isUnassigned(each));
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => keep(name))) : value;
};

/** An attribute as it is shown; `undefined`: not at all. */
function shown(attribute: Attribute, key: string, value: unknown, wanted: Chosen | null, unwanted: Chosen): unknown {
  if (attribute.returned === 'always') return value;
  if (wanted) {
    const its = wanted.get(key);
    return its === undefined ? undefined : its === 'whole' ? value : parts(value, (name) => its.has(name));
  }
  const its = unwanted.get(key);
  if (attribute.returned === 'request' || its === 'whole') return undefined;
  return its ? parts(value, (name) => !its.has(name)) : value;
}

/** Whether an attribute is shown at all where it is shown only if asked for. */
export const isAskedFor = ({ attributes }: Asked, vocabulary: Vocabulary, name: string): boolean =>
  attributes !== null && chosen(attributes, vocabulary).has(name);

/**
 * Shows of a resource what was asked for (RFC 7644 section 3.9): always what identifies it.
 * @throws HttpError 400 invalidValue where both parameters are given
 */
export function projection({ attributes, excluded }: Asked, vocabulary: Vocabulary): (resource: Values) => Values {
  if (attributes && excluded) throw invalidValue('attributes or excludedAttributes, not both');
  const wanted = attributes && chosen(attributes, vocabulary);
  const unwanted = chosen(excluded ?? [], vocabulary);
  const within = (its: readonly Attribute[], extension: string | null, values: Values): Values =>
    Object.fromEntries(
      its.flatMap((attribute) => {
        const value = shown(attribute, keyOf(extension, attribute), values[attribute.name], wanted, unwanted);
        return isUnassigned(value) ? [] : [[attribute.name, value]];
      }),
    );
  return (resource) => {
    const { extension } = vocabulary;
    const more = extension ? within(extension.attributes, extension.id, (resource[extension.id] ?? {}) as Values) : {};
    const { meta, ...first } = within(vocabulary.attributes, null, resource);
    return { ...first, ...(extension && !isUnassigned(more) && { [extension.id]: more }), ...(meta !== undefined && { meta }) };
  };
}
