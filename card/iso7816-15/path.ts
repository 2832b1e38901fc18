import { TlvError } from '../tlv/error.ts';
import { Fields, unsigned } from '../tlv/fields.ts';
import type { Tlv } from '../tlv/parse.ts';
import { TAG } from '../tlv/tag.ts';

/** Where a file, or a part of one, lies on the card (ISO/IEC 7816-15 clause 8.2.5). */
export interface Path {
  readonly address: FileAddress;
  /** First byte inside the file. */
  readonly index: number;
}

/** `shortId` 1 to 30, or the two-byte file id, or a longer path of file ids. */
export type FileAddress = { readonly shortId: number } | { readonly fileId: number } | { readonly path: Uint8Array };

const INDEX = TAG.INTEGER;

/**
 * Reads a Path: `efidOrPath` of one byte is a short identifier in its upper five bits (`98` is 13h), of two bytes a file id.
 * @throws TlvError
 */
export function parsePath(object: Tlv): Path {
  const fields = new Fields(object);
  const address = addressOf(fields.required(TAG.OCTET_STRING).value);
  const index = fields.optional(INDEX);
  return { address, index: index === null ? 0 : unsigned(index) };
}

function addressOf(efidOrPath: Uint8Array): FileAddress {
  const [first, second] = efidOrPath;
  if (first === undefined) throw new TlvError('unexpected', 'empty path');
  if (second === undefined) return { shortId: shortId(first) };
  if (efidOrPath.length === 2) return { fileId: first * 256 + second };
  if (efidOrPath.length % 2 === 1) throw new TlvError('unexpected', 'path of odd length');
  return { path: efidOrPath.slice() };
}

function shortId(byte: number): number {
  const id = byte >> 3;
  if ((byte & 7) !== 0 || id < 1 || id > 30) throw new TlvError('unexpected', `${byte.toString(16)} is no short identifier`);
  return id;
}
