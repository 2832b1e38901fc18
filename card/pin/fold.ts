import { wipeable, wipeableCopy } from '../bytes.ts';
import { wipe } from './wipe.ts';

/**
 * Code points whose NFKC form is one ASCII digit, as ranges of consecutive digits: first, last, digit of the first.
 * A table of numbers instead of `String.prototype.normalize`, because strings cannot be wiped.
 */
const DIGIT_RANGES: readonly (readonly [number, number, number])[] = [
  [0xb2, 0xb3, 2],
  [0xb9, 0xb9, 1],
  [0x2070, 0x2070, 0],
  [0x2074, 0x2079, 4],
  [0x2080, 0x2089, 0],
  [0x2460, 0x2468, 1],
  [0x24ea, 0x24ea, 0],
  [0xff10, 0xff19, 0],
  [0x1ccf0, 0x1ccf9, 0],
  [0x1d7ce, 0x1d7ff, 0],
  [0x1fbf0, 0x1fbf9, 0],
];
const ASCII_ZERO = 0x30;

/** The ASCII digit that a code point means, or `null`. */
export function foldDigit(codePoint: number): number | null {
  const range = DIGIT_RANGES.find(([first, last]) => codePoint >= first && codePoint <= last);
  return range === undefined ? null : ASCII_ZERO + ((codePoint - range[0] + range[2]) % 10);
}

/**
 * Turns digits of every width, as an input method leaves them, into ASCII; all else stays as typed.
 * @returns a new buffer, or `null` when the bytes are not UTF-8. The caller wipes both.
 */
export function foldPin(typed: Uint8Array): Uint8Array | null {
  const room = wipeable(typed.length);
  let length = 0;
  for (let offset = 0; offset < typed.length; ) {
    const size = sequenceSize(typed[offset]!);
    const codePoint = decode(typed, offset, size);
    if (codePoint === null) {
      wipe(room);
      return null;
    }
    const digit = foldDigit(codePoint);
    if (digit === null) for (let index = 0; index < size; index++) room[length++] = typed[offset + index]!;
    else room[length++] = digit;
    offset += size;
  }
  const folded = wipeableCopy(room.subarray(0, length));
  wipe(room);
  return folded;
}

function sequenceSize(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** One UTF-8 sequence (RFC 3629 clause 3); `null` when it is malformed. */
function decode(bytes: Uint8Array, offset: number, size: number): number | null {
  const lead = bytes[offset]!;
  if (size === 1) return lead;
  if (lead < 0xc2 || lead > 0xf4) return null;
  let codePoint = lead & (0x7f >> size);
  for (let index = 1; index < size; index++) {
    const byte = bytes[offset + index];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return null;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  const shortest = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
  return codePoint < shortest || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff) ? null : codePoint;
}
