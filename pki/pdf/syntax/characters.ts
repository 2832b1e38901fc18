/** Character classes of PDF (ISO 32000-2 section 7.2.3). */
const SPACE = 1;
const DELIMITER = 2;

const CLASS = new Uint8Array(256);
for (const byte of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) CLASS[byte] = SPACE;
for (const byte of Buffer.from('()<>[]{}/%', 'latin1')) CLASS[byte] = DELIMITER;

export const isSpace = (byte: number): boolean => byte >= 0 && CLASS[byte] === SPACE;

/** Neither space, delimiter nor end. */
export const isRegular = (byte: number): boolean => byte >= 0 && CLASS[byte] === 0;

export const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Value of a hexadecimal digit, -1 for anything else. */
export function hexValue(byte: number): number {
  if (isDigit(byte)) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
