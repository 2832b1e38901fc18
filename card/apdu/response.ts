/** Answer of a card: data and status word (ISO/IEC 7816-4 clause 5.1.3). */
export interface ResponseApdu {
  readonly data: Uint8Array;
  /** SW1 and SW2 as one number, for example 0x9000. */
  readonly status: number;
}

/** @throws RangeError for fewer than two bytes, which is no answer of a card */
export function decodeResponse(bytes: Uint8Array): ResponseApdu {
  if (bytes.length < 2) throw new RangeError('a response APDU has at least two bytes');
  const end = bytes.length - 2;
  return { data: new Uint8Array(bytes.buffer, bytes.byteOffset, end), status: (bytes[end]! << 8) | bytes[end + 1]! };
}
