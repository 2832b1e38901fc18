/** Tags used here, as the number their bytes spell. */
export const TAG = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  OBJECT_IDENTIFIER: 0x06,
  ENUMERATED: 0x0a,
  UTF8_STRING: 0x0c,
  SEQUENCE: 0x30,
  DF_NAME: 0x84,
} as const;

/** Bytes between objects that mean nothing: never written, or erased (ISO/IEC 7816-4 clause 5.2.2). */
export function isFill(byte: number | undefined): boolean {
  return byte === 0x00 || byte === 0xff;
}
