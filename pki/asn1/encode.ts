import { Integer, ObjectIdentifier } from 'asn1js';
import { contextConstructed, contextPrimitive, TAG } from './der.ts';

/**
 * DER encoding as plain functions from bytes to bytes, so that certificates, names and attributes that were received
 * go into new structures unchanged. X.690.
 */
export type Der = Uint8Array<ArrayBuffer>;

const text = new TextEncoder();

/** One element from its identifier octet and the parts of its content. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Der {
  const content = Buffer.concat(parts);
  return new Uint8Array(Buffer.concat([Uint8Array.of(tag), lengthOctets(content.length), content]));
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

export const sequence = (...parts: readonly Uint8Array[]): Der => element(TAG.SEQUENCE, ...parts);

/** SET OF with its members in the order DER demands, ascending by encoding (X.690 section 11.6). */
export const setOf = (members: readonly Uint8Array[], tag: number = TAG.SET): Der => element(tag, ...members.toSorted(Buffer.compare));

export const explicit = (number: number, ...parts: readonly Uint8Array[]): Der => element(contextConstructed(number), ...parts);

/** The same element under a context-specific tag. */
export function implicit(number: number, der: Uint8Array): Der {
  const tagged = Uint8Array.from(der);
  tagged[0] = (der[0]! & 0x20) === 0 ? contextPrimitive(number) : contextConstructed(number);
  return tagged;
}

export const octetString = (bytes: Uint8Array): Der => element(TAG.OCTET_STRING, bytes);
export const bitString = (bytes: Uint8Array, unusedBits = 0): Der => element(TAG.BIT_STRING, Uint8Array.of(unusedBits), bytes);
export const nullValue = (): Der => element(TAG.NULL);
export const boolean = (value: boolean): Der => element(TAG.BOOLEAN, Uint8Array.of(value ? 0xff : 0));
export const enumerated = (value: number): Der => element(TAG.ENUMERATED, Uint8Array.of(value));
export const integer = (value: number | bigint): Der => new Uint8Array(Integer.fromBigInt(value).toBER());
export const objectIdentifier = (value: string): Der => new Uint8Array(new ObjectIdentifier({ value }).toBER());
export const utf8String = (value: string): Der => element(TAG.UTF8_STRING, text.encode(value));
export const printableString = (value: string): Der => element(TAG.PRINTABLE_STRING, text.encode(value));
export const ia5String = (value: string): Der => element(TAG.IA5_STRING, text.encode(value));

/** GeneralizedTime in UTC to the second (RFC 5280 section 4.1.2.5.2). */
export const generalizedTime = (date: Date): Der => element(TAG.GENERALIZED_TIME, text.encode(stamp(date)));

/** Time of certificates, CRLs and CMS: UTCTime up to 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5). */
export const time = (date: Date): Der =>
  date.getUTCFullYear() < 2050 ? element(TAG.UTC_TIME, text.encode(stamp(date).slice(2))) : generalizedTime(date);

const stamp = (date: Date): string => `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
