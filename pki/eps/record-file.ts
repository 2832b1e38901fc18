import { PkiError, type PkiErrorCode } from '../errors.ts';

/** One line of a record file of the electronic prescription service: a record number and its fields. */
export interface EpsRecord {
  /** Line in the file, the first line (the version) is 1. */
  readonly line: number;
  /** As written, for example `101`. */
  readonly number: string;
  /** Fields after the record number, as written. */
  readonly fields: readonly string[];
  readonly raw: string;
}

/** What is peculiar to one of its files. */
export interface RecordFile {
  /** How the first line must look. */
  readonly version: RegExp;
  readonly name: string;
  readonly code: Extract<PkiErrorCode, 'PRESCRIPTION_MALFORMED' | 'DISPENSING_MALFORMED'>;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** What stands between fields or ends a line, and what the service refuses within them. */
const REFUSED = /[,\p{Cc}]/u;

const malformed = ({ code }: RecordFile, note: string, line = 1, record = ''): PkiError => new PkiError(code, { line, record, field: '', note });

/**
 * Takes a record file apart: UTF-8 without byte order mark, lines end with LF (the last one need not), the first is the version, each further one a
 * record number and its fields between commas, nothing quoted.
 * @throws PkiError of the file's code with the line
 */
export function readRecordFile(bytes: Uint8Array, file: RecordFile): EpsRecord[] {
  const text = decode(bytes, file);
  if (text.startsWith('\uFEFF')) throw malformed(file, 'byte order mark');
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const first = lines[0] ?? '';
  if (!file.version.test(first)) throw malformed(file, first.endsWith('\r') ? 'lines end with CR LF' : `the first line is not ${file.name}`);
  if (lines.length === 1) throw malformed(file, 'no records');
  return lines.slice(1).map((raw, index) => readRecord(raw, index + 2, file));
}

function decode(bytes: Uint8Array, file: RecordFile): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw malformed(file, 'not UTF-8');
  }
}

function readRecord(raw: string, line: number, file: RecordFile): EpsRecord {
  const [number = '', ...fields] = raw.split(',');
  if (/\p{Cc}/u.test(raw)) throw malformed(file, raw.includes('\r') ? 'lines end with CR LF' : 'control character', line);
  if (!/^\d+$/.test(number)) throw malformed(file, 'no record number', line);
  return { line, number, fields, raw };
}

/**
 * Writes a record file: UTF-8 without byte order mark, each line ended by LF, nothing quoted, so that no field can hold a comma.
 * @param first the line of the version
 * @throws PkiError of the file's code with line and record number, never with a value
 */
export function writeRecordFile(first: string, records: readonly Pick<EpsRecord, 'number' | 'fields'>[], file: RecordFile): Uint8Array {
  if (records.length === 0) throw malformed(file, 'no records');
  const lines = records.map(({ number, fields }, index) => {
    const line = index + 2;
    if (!/^\d+$/.test(number)) throw malformed(file, 'no record number', line);
    for (const field of fields) {
      if (REFUSED.test(field)) throw malformed(file, field.includes(',') ? 'comma' : 'control character', line, number);
      if (!field.isWellFormed()) throw malformed(file, 'not Unicode', line, number);
    }
    return [number, ...fields].join(',');
  });
  return new TextEncoder().encode([first, ...lines, ''].join('\n'));
}
