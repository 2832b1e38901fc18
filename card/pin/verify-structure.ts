import { INSTRUCTION } from '../apdu/instruction.ts';
import type { ReaderPad } from '../reader.ts';
import type { PinObject } from './pin-object.ts';

/** Seconds until the first key and between keys. */
const SECONDS = { first: 30, between: 15 } as const;
/** bmFormatString: unit bytes, position 0 behind Lc, left-justified, ASCII. */
const FORMAT_ASCII_LEFT = 0x82;
/** bEntryValidationCondition: what ends the entry. The key is wanted; a reader without it ends by length or by time. */
const BY_KEY = 0x02;
const KNOWN_ENDS = 0x07;
const LANGUAGE = 0x0409;
const HEADER = 19;

/**
 * PIN_VERIFY_STRUCTURE (PC/SC part 10 clause 2.5.2; CCID 1.1 clause 6.1.11) for a PIN as the card describes it: the VERIFY that the
 * reader completes with what is typed at its keys. Numbers are little-endian. Without padding Lc is 0 and the reader sets it to the length typed.
 */
export function verifyStructure(
  { reference, minLength, maxLength, padding }: PinObject,
  { validation, display }: Pick<ReaderPad, 'validation' | 'display'>,
): Uint8Array {
  const data = padding === null ? [] : Array.from({ length: padding.length }, () => padding.byte);
  const command = [0x00, INSTRUCTION.VERIFY, 0x00, reference, data.length, ...data];
  const structure = new Uint8Array(HEADER + command.length);
  const view = new DataView(structure.buffer);
  structure.set([SECONDS.first, SECONDS.between, FORMAT_ASCII_LEFT, data.length, 0x00]);
  view.setUint16(5, (minLength << 8) | maxLength, true);
  const ends = validation & KNOWN_ENDS;
  structure[7] = ends === 0 || ends & BY_KEY ? BY_KEY : ends;
  structure[8] = display ? 1 : 0;
  view.setUint16(9, LANGUAGE, true);
  view.setUint32(15, command.length, true);
  structure.set(command, HEADER);
  return structure;
}

/** Longest block that bmPINBlockString can name, and longest PIN that the keys can be told of. */
const LONGEST = { block: 15, pin: 0xff } as const;

/** Whether a reader can be told of such a PIN. */
export const fitsStructure = ({ minLength, maxLength, padding }: PinObject): boolean =>
  (padding === null || padding.length <= LONGEST.block) && minLength <= maxLength && maxLength <= LONGEST.pin;
