import { type EpsRecord, type RecordFile, readRecordFile, writeRecordFile } from './record-file.ts';

/** The official sample begins with `CJ1,`; what its second field may hold is not on record. */
const CJ1: RecordFile = { version: /^CJ1(?:,[^\p{Cc}]*)?$/u, name: 'CJ1', code: 'DISPENSING_MALFORMED' };
const FIRST_LINE = 'CJ1,';

/**
 * Takes a dispensing information file apart (electronic prescription service, layout CJ1).
 * @throws PkiError DISPENSING_MALFORMED with the line
 */
export const readCj1 = (bytes: Uint8Array): EpsRecord[] => readRecordFile(bytes, CJ1);

/**
 * Writes a dispensing information file (CJ1). Read by `readCj1` it is the same again.
 * @throws PkiError DISPENSING_MALFORMED with line and record number, never with a value
 */
export const writeCj1 = (records: readonly Pick<EpsRecord, 'number' | 'fields'>[]): Uint8Array => writeRecordFile(FIRST_LINE, records, CJ1);
