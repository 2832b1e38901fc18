import { children, DerError, type DerNode, expectTag, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readStringIfAny } from '../asn1/strings.ts';
import { readOid, toHex } from '../asn1/values.ts';
import { joinedKey, nameKey, relativeNameKey } from './name-key.ts';
import { KEYWORDS } from './name-keywords.ts';

export { nameKey } from './name-key.ts';
export { ATTRIBUTE } from './name-keywords.ts';

/** One attribute of a name; `value` is `null` where the value is not a string. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string | null;
  /** Value as encoded, with its string type. */
  readonly der: Uint8Array;
}

/** The attributes of one relative distinguished name; more than one is rare. */
export type RelativeName = readonly NameAttribute[];

/** A distinguished name in every string type, outermost (country) first as encoded. */
export interface Name {
  readonly relativeNames: readonly RelativeName[];
  /** RFC 4514 string, most specific first. */
  readonly text: string;
  /** Names with the same key are the same name (RFC 5280 section 7.1), whatever their string types. */
  readonly key: string;
  /** Keys of the relative names, in their order. */
  readonly relativeKeys: readonly string[];
}

/** Bytes of a name; names in use have at most a few hundred. */
const MAX_NAME = 16_384;

/** Reads a Name (RFC 5280 section 4.1.2.4). */
export function readName(node: DerNode): Name {
  if (node.content.length > MAX_NAME) throw new DerError('name is too long');
  return nameOf(children(expectTag(node, TAG.SEQUENCE)).map((set) => readRelativeName(expectTag(set, TAG.SET))));
}

/** Attributes of one SET, also under an implicit tag. */
export function readRelativeName(set: DerNode): RelativeName {
  if (set.content.length === 0) throw new DerError('relative name is empty');
  return children(set).map((attribute) => {
    const fields = new Fields(expectTag(attribute, TAG.SEQUENCE));
    const type = readOid(fields.takeAny());
    const value = fields.takeAny();
    fields.end();
    return { type, value: readStringIfAny(value), der: value.bytes };
  });
}

export function nameOf(relativeNames: readonly RelativeName[]): Name {
  const relativeKeys = relativeNames.map(relativeNameKey);
  return { relativeNames, text: relativeNames.map(relativeNameText).reverse().join(','), key: joinedKey(relativeKeys), relativeKeys };
}

/** The most specific value of an attribute, `null` where the name has none. */
export function attributeValue(name: Name, type: string): string | null {
  const values = name.relativeNames.flat().filter((attribute) => attribute.type === type);
  return values.at(-1)?.value ?? null;
}

export const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);

/** Whether the name lies at or below `base` in the directory tree. */
export const isWithin = (name: Name, base: Name): boolean => base.relativeKeys.every((key, level) => name.relativeKeys[level] === key);

function relativeNameText(attributes: RelativeName): string {
  return attributes
    .map(({ type, value, der }) => {
      const keyword = KEYWORDS[type];
      return keyword && value !== null ? `${keyword}=${escapeValue(value)}` : `${keyword ?? type}=#${toHex(der)}`;
    })
    .sort()
    .join('+');
}

/** RFC 4514 section 2.4; control characters are escaped too, so that a name cannot steer a terminal. */
function escapeValue(value: string): string {
  return value
    .replace(/[,+"\\<>;]/g, '\\$&')
    .replace(
      /[\p{Cc}]/gu,
      (character) =>
        `\\${Buffer.from(character)
          .toString('hex')
          .toUpperCase()
          .replace(/(..)(?=.)/g, '$1\\')}`,
    )
    .replace(/^[ #]| $/g, '\\$&');
}
