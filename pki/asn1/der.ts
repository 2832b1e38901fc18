/** Bytes that are not DER (X.690) or not of the expected structure; parsers turn it into a PkiError of their own. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** Identifier octets of the universal types in use (X.690 section 8.1.2). */
export const TAG = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OID: 0x06,
  ENUMERATED: 0x0a,
  UTF8_STRING: 0x0c,
  NUMERIC_STRING: 0x12,
  PRINTABLE_STRING: 0x13,
  T61_STRING: 0x14,
  IA5_STRING: 0x16,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  VISIBLE_STRING: 0x1a,
  UNIVERSAL_STRING: 0x1c,
  BMP_STRING: 0x1e,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

/** Identifier octet of a context-specific tag: constructed (explicit, or implicit over a structure) or primitive. */
export const contextConstructed = (number: number): number => 0xa0 | number;
export const contextPrimitive = (number: number): number => 0x80 | number;

/** One element: identifier octet, whole encoding, content. The byte arrays are views of the input. */
export interface DerNode {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

/**
 * Reads the element that starts at `offset`. Strict: definite, shortest length, single-octet tags (X.690 section 10.1).
 * asn1js accepts BER and builds the whole tree; signatures need exact bytes and long revocation lists need no tree.
 */
export function readNode(input: Uint8Array, offset = 0): DerNode {
  const tag = input[offset];
  const first = input[offset + 1];
  if (tag === undefined || first === undefined) throw new DerError('element is cut off');
  if ((tag & 0x1f) === 0x1f) throw new DerError('tag of more than one octet');
  let start = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 4) throw new DerError('length is indefinite or too long');
    length = 0;
    for (let index = 0; index < octets; index++) {
      const octet = input[start++];
      if (octet === undefined) throw new DerError('length is cut off');
      length = length * 256 + octet;
    }
    if (length < 0x80 || length < 256 ** (octets - 1)) throw new DerError('length is not the shortest');
  }
  const end = start + length;
  if (end > input.length) throw new DerError('content is cut off');
  return { tag, bytes: input.subarray(offset, end), content: input.subarray(start, end) };
}

/** Reads exactly one element; bytes after its end are refused. */
export function parseDer(input: Uint8Array, tag?: number): DerNode {
  const node = readNode(input);
  if (node.bytes.length !== input.length) throw new DerError('bytes follow the end');
  if (tag !== undefined) expectTag(node, tag);
  return node;
}

/** All elements inside a constructed element; more than `limit` are refused. */
export function children(node: DerNode, limit = Number.POSITIVE_INFINITY): DerNode[] {
  const found: DerNode[] = [];
  for (let offset = 0; offset < node.content.length; ) {
    const child = readNode(node.content, offset);
    if (found.length === limit) throw new DerError(`more than ${limit} elements`);
    found.push(child);
    offset += child.bytes.length;
  }
  return found;
}

export function expectTag(node: DerNode, tag: number): DerNode {
  if (node.tag !== tag) throw new DerError(`tag ${hexOctet(node.tag)} where ${hexOctet(tag)} belongs`);
  return node;
}

const hexOctet = (value: number): string => value.toString(16).padStart(2, '0');
