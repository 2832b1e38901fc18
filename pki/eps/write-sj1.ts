import { writeRecordFile } from './record-file.ts';
import { SJ1, type Sj1Record } from './sj1.ts';

/**
 * Writes a prescription information file (SJ1). Read by `readSj1` it is the same again.
 * @throws PkiError PRESCRIPTION_MALFORMED with line and record number, never with a value
 */
export const writeSj1 = (records: readonly Pick<Sj1Record, 'number' | 'fields'>[]): Uint8Array => writeRecordFile('SJ1', records, SJ1);
