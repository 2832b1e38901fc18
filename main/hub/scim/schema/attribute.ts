import type { AttributePath } from '../filter/tree.ts';

/** An attribute as RFC 7643 section 7 describes one; what is left out is the default there. */
export interface Attribute {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'integer' | 'dateTime' | 'reference' | 'complex';
  readonly description: string;
  readonly multiValued?: true;
  readonly required?: true;
  readonly caseExact?: true;
  /** `readWrite` unless said. */
  readonly mutability?: 'readOnly' | 'immutable';
  /** `default` unless said. */
  readonly returned?: 'always' | 'request';
  readonly uniqueness?: 'server';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

/** A schema (RFC 7643 section 7). */
export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** A kind of resource with everything that may be said of one. */
export interface ResourceKind {
  readonly name: 'User' | 'Group';
  readonly endpoint: '/Users' | '/Groups';
  readonly description: string;
  readonly core: Schema;
  readonly extension: Schema;
}

/** An attribute that a path names, and where it is. */
export interface Located {
  /** Schema of the extension that holds it; `null`: the resource itself. */
  readonly extension: string | null;
  readonly attribute: Attribute;
  readonly sub: Attribute | null;
}

/** Attributes that every resource has (RFC 7643 section 3.1). */
export const COMMON: readonly Attribute[] = [
  {
    name: 'schemas',
    type: 'reference',
    description: 'Schemas of the resource.',
    multiValued: true,
    caseExact: true,
    returned: 'always',
    mutability: 'readOnly',
  },
  { name: 'id', type: 'string', description: 'Identifier.', caseExact: true, mutability: 'readOnly', returned: 'always', uniqueness: 'server' },
  {
    name: 'meta',
    type: 'complex',
    description: 'About the resource itself.',
    mutability: 'readOnly',
    subAttributes: [
      { name: 'resourceType', type: 'string', description: 'Kind of resource.', caseExact: true, mutability: 'readOnly' },
      { name: 'created', type: 'dateTime', description: 'When it was made.', mutability: 'readOnly' },
      { name: 'lastModified', type: 'dateTime', description: 'When it was last changed.', mutability: 'readOnly' },
      { name: 'location', type: 'reference', description: 'Address.', caseExact: true, mutability: 'readOnly', referenceTypes: ['uri'] },
      { name: 'version', type: 'string', description: 'Entity tag.', caseExact: true, mutability: 'readOnly' },
    ],
  },
];

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** An attribute by its name in any case (RFC 7643 section 2.1). */
export const named = (attributes: readonly Attribute[] | undefined, name: string): Attribute | undefined =>
  attributes?.find((attribute) => same(attribute.name, name));

/** The attributes that a path may name. */
export interface Vocabulary {
  /** Schema of `attributes`, which may be left out of a path. */
  readonly schema: string;
  readonly attributes: readonly Attribute[];
  readonly extension: Schema | null;
}

/** Everything that a kind of resource has. */
export const vocabularyOf = ({ core, extension }: ResourceKind): Vocabulary => ({
  schema: core.id,
  attributes: [...COMMON, ...core.attributes],
  extension,
});

/** Finds what a path names. @returns `null` where nothing is called so */
export function locate(vocabulary: Vocabulary, { schema, name, sub }: AttributePath): Located | null {
  const extension = schema !== null && vocabulary.extension && same(schema, vocabulary.extension.id) ? vocabulary.extension : null;
  if (schema !== null && !extension && !same(schema, vocabulary.schema)) return null;
  const attribute = named(extension ? extension.attributes : vocabulary.attributes, name);
  if (!attribute) return null;
  const located = { extension: extension?.id ?? null, attribute };
  if (sub === null) return { ...located, sub: null };
  const its = named(attribute.subAttributes, sub);
  return its ? { ...located, sub: its } : null;
}

/** What the name of a schema stands for, in any case: attributes may be given in one object of that name. */
export function attributesOf(
  vocabulary: Vocabulary,
  schema: string,
): { readonly extension: string | null; readonly attributes: readonly Attribute[] } | null {
  if (same(schema, vocabulary.schema)) return { extension: null, attributes: vocabulary.attributes };
  const { extension } = vocabulary;
  return extension && same(schema, extension.id) ? { extension: extension.id, attributes: extension.attributes } : null;
}
