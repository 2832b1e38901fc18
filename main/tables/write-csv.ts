import { stringify } from 'csv-stringify/sync';
import { AppError } from '../errors.ts';
import { cellText } from './cell-text.ts';
import type { TextEncoding } from './decode-text.ts';
import { encodeText } from './encode-text.ts';
import { guarded } from './formula-guard.ts';
import type { Table } from './table.ts';

export interface CsvOptions {
  readonly encoding: TextEncoding;
  /** Letters that the encoding lacks become 〓; otherwise they are refused. */
  readonly replaceLetters: boolean;
}

export interface WrittenFile {
  readonly bytes: Uint8Array;
  /** Letters that became 〓, each once. */
  readonly replaced: readonly string[];
}

/** Most letters that an error names. */
const NAMED = 30;

/**
 * The table as CSV (RFC 4180): commas, CRLF, quotes where needed, headings first. Cells that a spreadsheet program would run are made harmless
 * (`formula-guard.ts`); `readCsv` gives back what was written.
 * @throws AppError EXPORT_LETTERS_MISSING
 */
export function writeCsv({ columns, rows }: Table, { encoding, replaceLetters }: CsvOptions): WrittenFile {
  const cells = [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(cellText))];
  const text = stringify(
    cells.map((row) => row.map(guarded)),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
  const { bytes, missing } = encodeText(text, encoding);
  if (missing.length > 0 && !replaceLetters)
    throw new AppError('EXPORT_LETTERS_MISSING', {
      count: missing.length,
      letters: `${missing.slice(0, NAMED).join(' ')}${missing.length > NAMED ? ' …' : ''}`,
    });
  return { bytes, replaced: missing };
}
