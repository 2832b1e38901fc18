import { DerError, type DerNode, expectTag, TAG } from './der.ts';

/** Octets of an object identifier; identifiers in use have at most about thirty, and reading takes time that grows with the square. */
const MAX_OID = 1024;

/** Dotted form of an OBJECT IDENTIFIER (X.690 section 8.19). */
export function readOid(node: DerNode): string {
  const { content } = expectTag(node, TAG.OID);
  if (content.length === 0) throw new DerError('object identifier is empty');
  if (content.length > MAX_OID) throw new DerError('object identifier is too long');
  const arcs: string[] = [];
  let arc = 0;
  let start = 0;
  content.forEach((octet, index) => {
    if (index === start && octet === 0x80) throw new DerError('object identifier is padded');
    arc = arc * 128 + (octet & 0x7f);
    if (octet >= 0x80) {
      if (index === content.length - 1) throw new DerError('object identifier is cut off');
      return;
    }
    if (!Number.isSafeInteger(arc)) arcs.push(...longArc(content.subarray(start, index + 1), arcs.length === 0));
    else if (arcs.length > 0) arcs.push(String(arc));
    else {
      const root = Math.min(2, Math.floor(arc / 40));
      arcs.push(String(root), String(arc - root * 40));
    }
    arc = 0;
    start = index + 1;
  });
  return arcs.join('.');
}

/** An arc beyond the safe integers; at the start of an identifier it is of root 2. */
function longArc(octets: Uint8Array, isFirst: boolean): string[] {
  const arc = octets.reduce((value, octet) => (value << 7n) | BigInt(octet & 0x7f), 0n);
  return isFirst ? ['2', String(arc - 80n)] : [String(arc)];
}

export function readBoolean(node: DerNode): boolean {
  const { content } = expectTag(node, TAG.BOOLEAN);
  return booleanContent(content);
}

/** Content of a BOOLEAN, also under an implicit tag. DER knows 00 and FF only. */
export function booleanContent(content: Uint8Array): boolean {
  const value = content[0];
  if (content.length !== 1 || (value !== 0 && value !== 0xff)) throw new DerError('boolean is neither 00 nor FF');
  return value === 0xff;
}

/** INTEGER as upper-case hexadecimal of its magnitude, even number of digits, `-` before a negative one. */
export function readIntegerHex(node: DerNode): string {
  return integerHex(expectTag(node, TAG.INTEGER).content);
}

/** Content octets of an INTEGER as in `readIntegerHex`. */
export function integerHex(content: Uint8Array): string {
  const [first, second] = content;
  if (first === undefined) throw new DerError('integer is empty');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) throw new DerError('integer is padded');
  const hex = toHex(content);
  if (first >= 0x80) {
    const magnitude = ((1n << BigInt(content.length * 8)) - BigInt(`0x${hex}`)).toString(16).toUpperCase();
    return `-${magnitude.length % 2 ? '0' : ''}${magnitude}`;
  }
  return first === 0 && content.length > 1 ? hex.slice(2) : hex;
}

/** Content octets of an INTEGER from its hexadecimal form: the way back from `integerHex`. */
export function integerOctets(hex: string): Uint8Array {
  if (!hex.startsWith('-')) {
    const octets = Buffer.from(hex, 'hex');
    return octets[0]! >= 0x80 ? Buffer.concat([Uint8Array.of(0), octets]) : octets;
  }
  const magnitude = BigInt(`0x${hex.slice(1)}`);
  let length = (hex.length - 1) / 2;
  if (magnitude > 1n << BigInt(length * 8 - 1)) length++;
  return Buffer.from(((1n << BigInt(length * 8)) - magnitude).toString(16).padStart(length * 2, '0'), 'hex');
}

/** Small non-negative INTEGER or implicit-tagged integer content. */
export function smallInteger(content: Uint8Array): number {
  const hex = integerHex(content);
  if (hex.startsWith('-') || content.length > 5) throw new DerError('integer is out of range');
  return Number.parseInt(hex, 16);
}

/** Octets of a BIT STRING that is a whole number of octets (keys, signatures). */
export function readBitOctets(node: DerNode): Uint8Array {
  const { content } = expectTag(node, TAG.BIT_STRING);
  if (content[0] !== 0) throw new DerError('bit string is not of whole octets');
  return content.subarray(1);
}

/**
 * Signature value of a certificate or list. One that is no whole number of octets is no value that any algorithm makes:
 * it comes out empty, so that the object can be shown and its signature is wrong.
 */
export function readSignatureBits(node: DerNode): Uint8Array {
  const { content } = expectTag(node, TAG.BIT_STRING);
  return content[0] === 0 ? content.subarray(1) : new Uint8Array(0);
}

/** Positions of the bits set in a named bit list, also under an implicit tag (X.690 section 11.2.2). */
export function namedBits(content: Uint8Array): number[] {
  const unused = content[0];
  if (unused === undefined || unused > 7 || (unused > 0 && content.length === 1)) throw new DerError('bit string is malformed');
  const bits: number[] = [];
  for (let bit = 0; bit < (content.length - 1) * 8; bit++) {
    if ((content[1 + (bit >> 3)]! >> (7 - (bit & 7))) & 1) bits.push(bit);
  }
  return bits;
}

/** Upper-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
