import { decodeBase64 } from './base64.ts';

export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
}

const BEGIN = /-----BEGIN ([A-Z0-9 #]{1,64})-----/g;
const SEQUENCE = 0x30;

/** Blocks of PEM (RFC 7468) in a text, up to the first that does not end; one that holds anything but base64 is left out. */
export function pemBlocks(bytes: Uint8Array): PemBlock[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const blocks: PemBlock[] = [];
  let read = 0;
  for (const { 0: begin, 1: label = '', index } of text.matchAll(BEGIN)) {
    if (index < read) continue;
    const start = index + begin.length;
    const end = text.indexOf(`-----END ${label}-----`, start);
    if (end < 0) break;
    const der = decodeBase64(text.slice(start, end));
    if (der) blocks.push({ label, der });
    read = end;
  }
  return blocks;
}

/** The objects of a file that holds one in DER, or any number in PEM whatever their labels; other bytes are handed on as they are. */
export function derObjects(bytes: Uint8Array): readonly Uint8Array[] {
  const blocks = bytes[0] === SEQUENCE ? [] : pemBlocks(bytes);
  return blocks.length === 0 ? [bytes] : blocks.map(({ der }) => der);
}

/** The first object of a file as in `derObjects`. */
export const derOf = (bytes: Uint8Array): Uint8Array => derObjects(bytes)[0]!;
