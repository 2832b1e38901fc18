import { parse } from 'csv-parse/sync';
import { AppError } from '../errors.ts';
import { decodeText, type TextEncoding, UNREADABLE_LETTER } from './decode-text.ts';
import { unguarded } from './formula-guard.ts';

/** What a file may have; a list of all 340,000 doctors of the country comes from the hub, not as a file. */
export const CSV_LIMITS = { bytes: 20 * 1024 * 1024, rows: 200_000, columns: 200, rowLetters: 100_000 } as const;

export interface CsvRow {
  /** Line of the file on which the row begins, 1 upwards; the headings are on line 1 or after empty lines. */
  readonly line: number;
  /** White space around them (full-width too) and the guard against formulas (`formula-guard.ts`) are gone. May be fewer or more than the headings. */
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly encoding: TextEncoding;
  /** First row that is not empty. */
  readonly headings: readonly string[];
  /** Rows with at least one value. */
  readonly rows: readonly CsvRow[];
  /** Rows with letters that cannot be read (`UNREADABLE_LETTER` stands in their cells); they are among `rows` too. */
  readonly unreadable: readonly { readonly line: number }[];
}

const refuse = (note: string, cause?: unknown) => new AppError('IMPORT_UNREADABLE', { note }, { cause });

/** Every row with the line it begins on, empty rows left out. */
function parseRows(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  parse(text, {
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: CSV_LIMITS.rowLetters,
    to: CSV_LIMITS.rows + 2,
    on_record(record: string[], { lines }) {
      if (record.length > CSV_LIMITS.columns) throw refuse('more columns than allowed');
      const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      const cells = record.map((cell) => unguarded(cell.trim()).trim());
      if (cells.some((cell) => cell !== '')) rows.push({ line: lines - breaks, cells });
      return null;
    },
  });
  return rows;
}

/**
 * Reads a comma-separated table (RFC 4180; any line ends) as offices send them.
 * @throws AppError IMPORT_UNREADABLE when it is beyond `CSV_LIMITS`, is no text, has a quote that is never closed, or no headings
 */
export function readCsv(bytes: Uint8Array): CsvTable {
  if (bytes.length > CSV_LIMITS.bytes) throw refuse('larger than allowed');
  if (bytes.includes(0)) throw refuse('not text in UTF-8 or Shift_JIS');
  const { encoding, text } = decodeText(bytes);
  let all: CsvRow[];
  try {
    all = parseRows(text.replace(/\r\n?/g, '\n'));
  } catch (error) {
    throw error instanceof AppError ? error : refuse((error as { code?: string }).code ?? '', error);
  }
  const [head, ...rows] = all;
  if (!head) throw refuse('no headings');
  if (rows.length > CSV_LIMITS.rows) throw refuse('more rows than allowed');
  const unreadable = rows.filter(({ cells }) => cells.some((cell) => cell.includes(UNREADABLE_LETTER))).map(({ line }) => ({ line }));
  return { encoding, headings: head.cells, rows, unreadable };
}
