import { DerError, readNode, TAG } from './der.ts';
import { element } from './encode.ts';

const MAX_NESTING = 32;
/** Of one element; a content of 64 MB in pieces of 1 KB has 65,536. */
const MAX_PARTS = 1 << 17;
const INDEFINITE = 0x80;
const CONSTRUCTED = 0x20;
const CONSTRUCTED_OCTET_STRING = TAG.OCTET_STRING | CONSTRUCTED;

/**
 * The element at the start of the input with definite lengths and octet strings in one piece (X.690 sections 8.1.3.6 and 8.7.3),
 * as many programs write CMS while streaming. Parts in DER, certificates for example, come out byte for byte as they went in;
 * an element of definite length is handed out as it is.
 */
export function withDefiniteLengths(input: Uint8Array): { readonly der: Uint8Array; readonly rest: Uint8Array } {
  const { der, end } = definite(input, 0, 0);
  return { der, rest: input.subarray(end) };
}

function definite(input: Uint8Array, offset: number, nesting: number): { readonly der: Uint8Array; readonly end: number } {
  if (input[offset + 1] !== INDEFINITE) {
    const { bytes } = readNode(input, offset);
    return { der: bytes, end: offset + bytes.length };
  }
  const tag = input[offset]!;
  if (nesting === MAX_NESTING) throw new DerError('indefinite lengths are nested too deep');
  if ((tag & CONSTRUCTED) === 0 || (tag & 0x1f) === 0x1f) throw new DerError('length is indefinite where it cannot be');
  const parts: Uint8Array[] = [];
  let position = offset + 2;
  while (input[position] !== 0) {
    if (parts.length === MAX_PARTS) throw new DerError('too many parts');
    const part = definite(input, position, nesting + 1);
    parts.push(part.der);
    position = part.end;
  }
  if (input[position + 1] !== 0) throw new DerError('end of contents is malformed');
  return {
    der: tag === CONSTRUCTED_OCTET_STRING ? element(TAG.OCTET_STRING, ...parts.map(pieceContent)) : element(tag, ...parts),
    end: position + 2,
  };
}

function pieceContent(piece: Uint8Array): Uint8Array {
  const { tag, content } = readNode(piece);
  if (tag !== TAG.OCTET_STRING) throw new DerError('octet string holds another type');
  return content;
}
