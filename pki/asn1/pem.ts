const BLOCK = /-----BEGIN ([A-Z0-9 #]+)-----\s+([A-Za-z0-9+/=\s]+?)-----END \1-----/;

/** DER of a file that holds DER, or one block of PEM (RFC 7468) whatever its label; other bytes are handed on as they are. */
export function derOf(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x30) return bytes;
  const block = BLOCK.exec(Buffer.from(bytes).toString('latin1'));
  return block ? Buffer.from(block[2]!, 'base64') : bytes;
}
