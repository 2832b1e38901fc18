import { TlvError } from './error.ts';

const CONSTRUCTED = 0x20;
const TAG_BYTES_MAX = 4;
const LENGTH_BYTES_MAX = 4;

/** One BER-TLV object; `value` is a view into the parsed bytes. */
export interface Tlv {
  /** All bytes of the tag as one number, for example 0x7f49. */
  readonly tag: number;
  readonly constructed: boolean;
  readonly value: Uint8Array;
  /** The whole object with tag and length. */
  readonly bytes: Uint8Array;
}

export interface TlvHeader {
  readonly tag: number;
  readonly constructed: boolean;
  /** Bytes of tag and length field together. */
  readonly headerLength: number;
  /** Bytes of the value. */
  readonly length: number;
}

/**
 * Reads tag and length (X.690 clause 8.1, definite form; tags of up to four bytes, length fields of up to five).
 * @throws TlvError `truncated` while more bytes could complete the header
 */
export function parseHeader(bytes: Uint8Array): TlvHeader {
  const tag = parseTag(bytes);
  const size = parseLength(bytes, tag.size);
  return { tag: tag.number, constructed: (bytes[0]! & CONSTRUCTED) !== 0, headerLength: tag.size + size.size, length: size.length };
}

/**
 * Reads the object at the start of the bytes; what follows it is left alone.
 * @throws TlvError when there is none
 */
export function parseTlv(bytes: Uint8Array): Tlv {
  const { tag, constructed, headerLength, length } = parseHeader(bytes);
  const end = headerLength + length;
  if (bytes.length < end) throw new TlvError('truncated', `${bytes.length} of ${end} bytes`);
  return { tag, constructed, value: bytes.subarray(headerLength, end), bytes: bytes.subarray(0, end) };
}

/**
 * Reads objects side by side until the bytes end, as inside a constructed object.
 * @throws TlvError when a rest is no object
 */
export function parseAll(bytes: Uint8Array): Tlv[] {
  const objects: Tlv[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const object = parseTlv(rest);
    objects.push(object);
    rest = rest.subarray(object.bytes.length);
  }
  return objects;
}

function parseTag(bytes: Uint8Array): { number: number; size: number } {
  let number = byteAt(bytes, 0);
  if ((number & 0x1f) !== 0x1f) return { number, size: 1 };
  for (let size = 1; size < TAG_BYTES_MAX; size++) {
    const byte = byteAt(bytes, size);
    number = number * 256 + byte;
    if ((byte & 0x80) === 0) return { number, size: size + 1 };
  }
  throw new TlvError('tag-too-long');
}

function parseLength(bytes: Uint8Array, offset: number): { length: number; size: number } {
  const first = byteAt(bytes, offset);
  if (first < 0x80) return { length: first, size: 1 };
  const count = first & 0x7f;
  if (count === 0) throw new TlvError('indefinite-length');
  if (count > LENGTH_BYTES_MAX) throw new TlvError('length-too-long', `${count} bytes`);
  let length = 0;
  for (let index = 1; index <= count; index++) length = length * 256 + byteAt(bytes, offset + index);
  return { length, size: 1 + count };
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new TlvError('truncated', `nothing at ${offset}`);
  return byte;
}
