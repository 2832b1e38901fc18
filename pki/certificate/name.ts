import { children, DerError, type DerNode, expectTag, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readStringIfAny } from '../asn1/strings.ts';
import { readOid, toHex } from '../asn1/values.ts';

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
}

export const ATTRIBUTE = {
  COMMON_NAME: '2.5.4.3',
  SERIAL_NUMBER: '2.5.4.5',
  EMAIL_ADDRESS: '1.2.840.113549.1.9.1',
} as const;

/** Short names of RFC 4514 section 3, then those in general use. */
const KEYWORDS: Readonly<Record<string, string>> = {
  [ATTRIBUTE.COMMON_NAME]: 'CN',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.9': 'street',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
  '2.5.4.4': 'SN',
  [ATTRIBUTE.SERIAL_NUMBER]: 'serialNumber',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  [ATTRIBUTE.EMAIL_ADDRESS]: 'emailAddress',
};

/** Bytes of a name; names in use have at most a few hundred. */
const MAX_NAME = 16_384;

/** Reads a Name (RFC 5280 section 4.1.2.4). */
export function readName(node: DerNode): Name {
  if (node.content.length > MAX_NAME) throw new DerError('name is too long');
  return nameOf(children(expectTag(node, TAG.SEQUENCE)).map((set) => readRelativeName(expectTag(set, TAG.SET))));
}

/** Attributes of one SET, also under an implicit tag. */
export function readRelativeName(set: DerNode): RelativeName {
  return children(set).map((attribute) => {
    const fields = new Fields(expectTag(attribute, TAG.SEQUENCE));
    const type = readOid(fields.takeAny());
    const value = fields.takeAny();
    fields.end();
    return { type, value: readStringIfAny(value), der: value.bytes };
  });
}

export function nameOf(relativeNames: readonly RelativeName[]): Name {
  return { relativeNames, text: relativeNames.map(relativeNameText).reverse().join(',') };
}

/** The most specific value of an attribute, `null` where the name has none. */
export function attributeValue(name: Name, type: string): string | null {
  const values = name.relativeNames.flat().filter((attribute) => attribute.type === type);
  return values.at(-1)?.value ?? null;
}

/**
 * Key under which two names are the same for path building: RFC 5280 section 7.1 in the reach of RFC 4518
 * (compatibility composition, letter case, runs of white space, none at the ends), whatever the string types.
 */
export function nameKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(\\?\s)+/g, ' ')
    .replace(/ ?([,+=]) ?/g, '$1')
    .trim();
}

export const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);

/** Whether the name lies at or below `base` in the directory tree. */
export const isWithin = (name: Name, base: Name): boolean =>
  base.relativeNames.every((relativeName, level) => {
    const own = name.relativeNames[level];
    return own !== undefined && sameName(relativeNameText(own), relativeNameText(relativeName));
  });

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
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}
