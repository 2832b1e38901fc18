import { PkiError } from '../errors.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * The characters of a UTF-8 file, a byte order mark included, so that `encodeText` gives back the same bytes.
 * @throws PkiError XML_UNREADABLE when the bytes are not UTF-8
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new PkiError('XML_UNREADABLE', { note: 'not UTF-8' }, { cause });
  }
}

export const encodeText = (text: string): Uint8Array => encoder.encode(text);
