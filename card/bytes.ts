/**
 * Room for bytes that will be wiped. It has an ArrayBuffer of its own: V8 keeps typed arrays of up to 64 bytes inside its moving heap,
 * where the garbage collector leaves copies behind that nobody can wipe. For the same reason such bytes are never `slice`d.
 */
export function wipeable(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}

/** A copy that can be wiped. */
export function wipeableCopy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = wipeable(bytes.length);
  copy.set(bytes);
  return copy;
}

/** Joins byte arrays; a single one is returned as it is. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? parts[0]! : new Uint8Array(Buffer.concat(parts));
}

export function equal(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

/** Upper-case hexadecimal, as APDUs and AIDs are written. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex').toUpperCase();
}

/** @example fromHex('00 A4 04 00') */
export function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
}
