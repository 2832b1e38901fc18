import { type EpsRecord, type RecordFile, readRecordFile } from './record-file.ts';

/** One line of a prescription information file: a record number and its fields. */
export type Sj1Record = EpsRecord;

export const SJ1: RecordFile = { version: /^SJ1$/, name: 'SJ1', code: 'PRESCRIPTION_MALFORMED' };

/** Whether a file says of itself that it is a prescription information file; also one that `readSj1` then refuses for its mark or line ends. */
export const isSj1 = (bytes: Uint8Array): boolean => /^\uFEFF?SJ1(?:\r?\n|$)/.test(Buffer.from(bytes.subarray(0, 8)).toString());

/**
 * Takes a prescription information file apart (electronic prescription service, layout SJ1).
 * @throws PkiError PRESCRIPTION_MALFORMED with the line
 */
export const readSj1 = (bytes: Uint8Array): Sj1Record[] => readRecordFile(bytes, SJ1);
