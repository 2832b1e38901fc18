/**
 * Writes one object with the shortest length field (X.690 clause 10.1). The tag is given as the number its bytes spell.
 * @example writeTlv(0x30, writeTlv(0x04, Uint8Array.of(0x98)))
 */
export function writeTlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = [...bytesOf(tag), ...lengthField(length)];
  const object = new Uint8Array(header.length + length);
  object.set(header);
  let offset = header.length;
  for (const part of parts) {
    object.set(part, offset);
    offset += part.length;
  }
  return object;
}

function lengthField(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes = bytesOf(length);
  return [0x80 | bytes.length, ...bytes];
}

function bytesOf(number: number): number[] {
  const bytes: number[] = [];
  for (let rest = number; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return bytes.length === 0 ? [0] : bytes;
}
