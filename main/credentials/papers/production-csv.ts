import table from '../../../resources/credentials/production-columns.json' with { type: 'json' };
import type { TextEncoding } from '../../tables/decode-text.ts';
import { writeCsv } from '../../tables/write-csv.ts';
import { PRODUCTION_FIELDS, type ProductionColumn, type ProductionRow } from './production-fields.ts';

const COLUMNS = table.columns as readonly ProductionColumn[];

/**
 * The printer's table as CSV, a row per card, in the layout of `resources/credentials/production-columns.json`.
 * @throws AppError EXPORT_LETTERS_MISSING when Shift_JIS lacks a letter: a name on a card is never written with another
 */
export const productionCsv = (rows: readonly ProductionRow[], encoding: TextEncoding): Uint8Array =>
  writeCsv(
    {
      columns: COLUMNS.map(({ heading }) => ({ heading, width: heading.length * 2 })),
      rows: rows.map((row) => COLUMNS.map((column) => PRODUCTION_FIELDS[column.field](row, column))),
    },
    { encoding, replaceLetters: false },
  ).bytes;
