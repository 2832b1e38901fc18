import { writeTlv } from '../tlv/write.ts';

/** DER encoding (ITU-T X.690) of the few types that ISO 7816-15 directories use. */
type Part = Uint8Array | string;

const bytesOf = (part: Part): Uint8Array => (typeof part === 'string' ? Buffer.from(part, 'hex') : part);

/** One element; parts are bytes or hexadecimal text. */
export const element = (tag: number, ...parts: readonly Part[]): Uint8Array => writeTlv(tag, ...parts.map(bytesOf));

export const sequence = (...parts: readonly Part[]): Uint8Array => element(0x30, ...parts);
export const octets = (value: Part): Uint8Array => element(0x04, value);
export const utf8 = (text: string): Uint8Array => element(0x0c, Buffer.from(text, 'utf8'));
export const TRUE = '0101ff';

/** Content of a non-negative INTEGER: a leading zero keeps the sign. */
function magnitude(value: number): Buffer {
  const digits = Buffer.from(value.toString(16).padStart(value > 0xff ? 4 : 2, '0'), 'hex');
  return (digits[0] as number) & 0x80 ? Buffer.concat([Uint8Array.of(0), digits]) : digits;
}

export const integer = (value: number, tag = 0x02): Uint8Array => element(tag, magnitude(value));
export const enumerated = (value: number): Uint8Array => integer(value, 0x0a);

/** BIT STRING of a named-bit list: trailing zero bits removed (X.690 11.2.2). */
export function namedBits(...positions: readonly number[]): Uint8Array {
  const last = Math.max(...positions);
  const content = new Uint8Array((last >> 3) + 1);
  for (const position of positions) content[position >> 3] = (content[position >> 3] as number) | (0x80 >> (position & 7));
  return element(0x03, Uint8Array.of(7 - (last & 7)), content);
}
