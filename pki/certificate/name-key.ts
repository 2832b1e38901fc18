import { DerError, parseDer } from '../asn1/der.ts';
import { readStringIfAny } from '../asn1/strings.ts';
import { toHex } from '../asn1/values.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { OID_OF_KEYWORD } from './name-keywords.ts';
import { preparedString } from './name-preparation.ts';

/** Of an attribute, what counts when names are compared; a value that is no string counts byte for byte. */
export interface ComparedAttribute {
  readonly type: string;
  readonly value: string | null;
  readonly der: Uint8Array;
}

/** Characters of texts and their keys that are kept; names in use repeat all the time. */
const keys = new BoundedCache<string, string>(500_000);

const attributeKey = ({ type, value, der }: ComparedAttribute): string => `${type}${value === null ? `#${toHex(der)}` : preparedString(value)}`;

/** Key of one relative distinguished name: its attributes in any order. */
export const relativeNameKey = (attributes: readonly ComparedAttribute[]): string => attributes.map(attributeKey).sort().join('\u0001');

/** Key of a whole name from those of its parts, outermost first; no prepared string holds the separators. */
export const joinedKey = (relativeNames: readonly string[]): string => relativeNames.join('\u0000');

/**
 * Key under which two RFC 4514 strings are the same name, equal to `Name.key` of what they were written from. Keywords in any letter case,
 * spaces around separators allowed. What is no RFC 4514 string is the same as itself only.
 */
export const nameKey = (text: string): string =>
  keys.reuse(
    text,
    () => textKey(text),
    (key) => text.length + key.length,
  );

function textKey(text: string): string {
  try {
    return joinedKey(
      split(text, ',')
        .map((part) => relativeNameKey(split(part, '+').map(readAttribute)))
        .reverse(),
    );
  } catch (error) {
    if (error instanceof DerError) return `\u0000${text}`;
    throw error;
  }
}

/** Parts between separators that are not escaped; an empty text has none. */
function split(text: string, separator: ',' | '+'): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return text.trim() === '' ? [] : [...parts, text.slice(start)];
}

function readAttribute(text: string): ComparedAttribute {
  const equals = text.indexOf('=');
  const keyword = text.slice(0, equals).trim().toLowerCase();
  const type = OID_OF_KEYWORD.get(keyword) ?? keyword;
  if (equals < 1 || !/^\d+(\.\d+)+$/.test(type)) throw new DerError('not an attribute of a name');
  const written = text.slice(equals + 1).replace(/^ +/, '');
  if (!written.startsWith('#')) return { type, value: unescaped(written), der: new Uint8Array() };
  const node = parseDer(Buffer.from(written.slice(1).trim(), 'hex'));
  return { type, value: readStringIfAny(node), der: node.bytes };
}

/** Value without escapes: a character after a backslash, or octets of UTF-8 in hexadecimal (RFC 4514 section 3). */
const unescaped = (text: string): string =>
  text.replace(
    /(?:\\[0-9a-f]{2})+|\\(.)/gisu,
    (escaped, character: string | undefined) => character ?? Buffer.from(escaped.replaceAll('\\', ''), 'hex').toString('utf8'),
  );
