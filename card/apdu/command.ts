import { wipeable } from '../bytes.ts';
import { INSTRUCTION } from './instruction.ts';

/** Largest expected length of the form in use: `00` in the short form, `0000` in the extended one. */
export const LE_MAX = 65536;
const LE_MAX_SHORT = 256;
const LC_MAX_SHORT = 255;
const LC_MAX = 65535;

/** One command of ISO/IEC 7816-4 clause 5.1. */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** Command data; absent or empty in cases 1 and 2. */
  readonly data?: Uint8Array;
  /** Bytes expected back, 1 to 65536; absent in cases 1 and 3. In the short form everything from 256 on is sent as `00`. */
  readonly le?: number;
}

export type LengthForm = 'short' | 'extended';

/** Whether the command data fit one short APDU. */
export function fitsShort(command: CommandApdu): boolean {
  return (command.data?.length ?? 0) <= LC_MAX_SHORT;
}

/**
 * Encodes cases 1, 2S to 4S and 2E to 4E (ISO/IEC 7816-3:2006 clause 12.1.3).
 * @throws RangeError when the data do not fit the form
 */
export function encodeCommand(command: CommandApdu, form: LengthForm = 'short'): Uint8Array {
  const { cla, ins, p1, p2, le } = command;
  const data = command.data ?? new Uint8Array();
  const extended = form === 'extended';
  if (data.length > (extended ? LC_MAX : LC_MAX_SHORT)) throw new RangeError(`${data.length} bytes of data do not fit a ${form} APDU`);
  if (le !== undefined && (le < 1 || le > LE_MAX)) throw new RangeError(`Le ${le} is outside 1 to ${LE_MAX}`);
  const lengthField = data.length === 0 ? [] : extended ? [0, data.length >> 8, data.length & 0xff] : [data.length];
  const expected = le === undefined ? [] : extended ? encodeExtendedLe(le, data.length === 0) : [le >= LE_MAX_SHORT ? 0 : le];
  // Written into one buffer, without intermediate arrays of the data: a PIN may be among them and arrays cannot be wiped.
  const bytes = room(command, 4 + lengthField.length + data.length + expected.length);
  bytes.set([cla, ins, p1, p2, ...lengthField]);
  bytes.set(data, 4 + lengthField.length);
  bytes.set(expected, bytes.length - expected.length);
  return bytes;
}

/** Only what may hold a PIN needs memory that can be wiped. */
const room = ({ ins }: CommandApdu, length: number): Uint8Array => (ins === INSTRUCTION.VERIFY ? wipeable(length) : new Uint8Array(length));

function encodeExtendedLe(le: number, leading: boolean): number[] {
  const length = le === LE_MAX ? 0 : le;
  return [...(leading ? [0] : []), length >> 8, length & 0xff];
}

/**
 * Decodes a command APDU of any case and form; the counterpart of {@link encodeCommand}.
 * @throws RangeError when the bytes follow none of the seven cases
 */
export function decodeCommand(bytes: Uint8Array): CommandApdu & { readonly form: LengthForm } {
  const [cla, ins, p1, p2] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) throw new RangeError('a command APDU has at least four bytes');
  const header = { cla, ins, p1, p2 };
  const body = bytes.subarray(4);
  const first = body[0];
  if (first === undefined) return { ...header, form: 'short' };
  if (body.length === 1) return { ...header, le: first === 0 ? LE_MAX_SHORT : first, form: 'short' };
  if (first !== 0) return { ...header, ...decodeBody(body, 1, first, 1), form: 'short' };
  if (body.length < 3) throw new RangeError('an extended length field has three bytes');
  const length = uint16(body, 1);
  if (body.length === 3) return { ...header, le: length === 0 ? LE_MAX : length, form: 'extended' };
  return { ...header, ...decodeBody(body, 3, length, 2), form: 'extended' };
}

function decodeBody(body: Uint8Array, start: number, lc: number, leSize: 1 | 2): Pick<CommandApdu, 'data' | 'le'> {
  const end = start + lc;
  if (lc === 0 || body.length < end) throw new RangeError('Lc does not match the data');
  const data = body.subarray(start, end);
  if (body.length === end) return { data };
  if (body.length !== end + leSize) throw new RangeError('Le has the wrong size');
  const le = leSize === 1 ? body[end]! : uint16(body, end);
  return { data, le: le === 0 ? (leSize === 1 ? LE_MAX_SHORT : LE_MAX) : le };
}

function uint16(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! << 8) | bytes[offset + 1]!;
}
