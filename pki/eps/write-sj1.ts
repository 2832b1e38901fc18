import { PkiError } from '../errors.ts';
import type { Sj1Record } from './sj1.ts';

/** What stands between fields or ends a line, and what the service refuses within them. */
const REFUSED = /[,\p{Cc}]/u;

/**
 * Writes a prescription information file (SJ1): UTF-8 without byte order mark, each line ended by LF, nothing quoted, so that no field can hold a
 * comma. Read by `readSj1` it is the same again.
 * @throws PkiError PRESCRIPTION_MALFORMED with line and record number, never with a value
 */
export function writeSj1(records: readonly Pick<Sj1Record, 'number' | 'fields'>[]): Uint8Array {
  if (records.length === 0) throw malformed('no records', 1, '');
  const lines = records.map(({ number, fields }, index) => {
    const line = index + 2;
    if (!/^\d+$/.test(number)) throw malformed('no record number', line, '');
    for (const field of fields) {
      if (REFUSED.test(field)) throw malformed(field.includes(',') ? 'comma' : 'control character', line, number);
      if (!field.isWellFormed()) throw malformed('not Unicode', line, number);
    }
    return [number, ...fields].join(',');
  });
  return new TextEncoder().encode(['SJ1', ...lines, ''].join('\n'));
}

const malformed = (note: string, line: number, record: string): PkiError => new PkiError('PRESCRIPTION_MALFORMED', { line, record, field: '', note });
