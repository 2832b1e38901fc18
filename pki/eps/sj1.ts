import { PkiError } from '../errors.ts';

/** One line of a prescription information file: a record number and its fields. */
export interface Sj1Record {
  /** Line in the file, the first line (`SJ1`) is 1. */
  readonly line: number;
  /** As written, for example `101`. */
  readonly number: string;
  /** Fields after the record number, as written. */
  readonly fields: readonly string[];
  readonly raw: string;
}

const VERSION = 'SJ1';
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const malformed = (note: string, line = 1): PkiError => new PkiError('PRESCRIPTION_MALFORMED', { line, record: '', field: '', note });

/** Whether a file says of itself that it is a prescription information file; also one that `readSj1` then refuses for its mark or line ends. */
export const isSj1 = (bytes: Uint8Array): boolean => /^\uFEFF?SJ1(?:\r?\n|$)/.test(Buffer.from(bytes.subarray(0, 8)).toString());

/**
 * Takes a prescription information file apart (electronic prescription service, layout SJ1): UTF-8 without byte order mark, lines end with
 * LF (the last one need not), the first is `SJ1`, each further one a record number and its fields between commas, nothing quoted.
 * @throws PkiError PRESCRIPTION_MALFORMED with the line
 */
export function readSj1(bytes: Uint8Array): Sj1Record[] {
  const text = decode(bytes);
  if (text.startsWith('\uFEFF')) throw malformed('byte order mark');
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines[0] !== VERSION) throw malformed(lines[0] === `${VERSION}\r` ? 'lines end with CR LF' : 'the first line is not SJ1');
  if (lines.length === 1) throw malformed('no records');
  return lines.slice(1).map((raw, index) => readRecord(raw, index + 2));
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw malformed('not UTF-8');
  }
}

function readRecord(raw: string, line: number): Sj1Record {
  const [number = '', ...fields] = raw.split(',');
  if (/\p{Cc}/u.test(raw)) throw malformed(raw.includes('\r') ? 'lines end with CR LF' : 'control character', line);
  if (!/^\d+$/.test(number)) throw malformed('no record number', line);
  return { line, number, fields, raw };
}
