import { parse } from 'csv-parse/sync';
import { AppError } from '../errors.ts';
import { decodeText, type ReadEncoding, UNREADABLE_LETTER } from './decode-text.ts';
import { unguarded } from './formula-guard.ts';
import { headingRow } from './headings.ts';

/** What a file may have; a list of all 340,000 doctors of the country comes from the hub, not as a file. */
export const CSV_LIMITS = { bytes: 20 * 1024 * 1024, rows: 200_000, columns: 200, rowLetters: 100_000 } as const;

export interface CsvRow {
  /** Line of the file on which the row begins, 1 upwards. */
  readonly line: number;
  /** White space around them (full-width too) and the guard against formulas (`formula-guard.ts`) are gone. May be fewer or more than the headings. */
  readonly cells: readonly string[];
}

export interface CsvRows {
  readonly encoding: ReadEncoding;
  /** Rows with at least one value. */
  readonly rows: readonly CsvRow[];
  /** Rows with letters that cannot be read (`UNREADABLE_LETTER` stands in their cells); they are among `rows` too. */
  readonly unreadable: readonly { readonly line: number }[];
}

/** `rows` are those below the headings. */
export interface CsvTable extends CsvRows {
  /** Below a title, where there is one. */
  readonly headings: readonly string[];
  /** Line of the headings. */
  readonly headingLine: number;
}

const refuse = (note: string, cause?: unknown) => new AppError('IMPORT_UNREADABLE', { note }, { cause });

/** How the first bytes of workbooks are: of Excel since 2007 (a zip) and before (a compound file). */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;

/** Enough to tell by what cells are apart: Excel's "Unicode text" has tabs. */
const LOOKED_AT = 10_000;

function delimiterOf(text: string): ',' | '\t' {
  const start = text.slice(0, LOOKED_AT);
  return start.split('\t').length > start.split(',').length ? '\t' : ',';
}

/** Every row with the line it begins on, empty rows left out. */
function parseRows(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  parse(text, {
    delimiter: delimiterOf(text),
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

const unreadableOf = (rows: readonly CsvRow[]) =>
  rows.filter(({ cells }) => cells.some((cell) => cell.includes(UNREADABLE_LETTER))).map(({ line }) => ({ line }));

/**
 * Reads rows with commas or tabs (RFC 4180; any line ends) of a file without headings.
 * @throws AppError SPREADSHEET_NOT_READ for a workbook; IMPORT_UNREADABLE when it is beyond `CSV_LIMITS`, is no text, or has a quote that is never closed
 */
export function readCsvRows(bytes: Uint8Array): CsvRows {
  if (bytes.length > CSV_LIMITS.bytes) throw refuse('larger than allowed');
  if (WORKBOOKS.some((start) => start.every((byte, index) => bytes[index] === byte))) throw new AppError('SPREADSHEET_NOT_READ');
  const { encoding, text } = decodeText(bytes);
  if (text.includes('\0')) throw refuse('not text in UTF-8, UTF-16 or Shift_JIS');
  try {
    const rows = parseRows(text.replace(/\r\n?/g, '\n'));
    return { encoding, rows, unreadable: unreadableOf(rows) };
  } catch (error) {
    throw error instanceof AppError ? error : refuse((error as { code?: string }).code ?? '', error);
  }
}

/**
 * Reads a table with commas or tabs (RFC 4180; any line ends) as offices send them.
 * @param known how many cells of a row are headings that somebody looks for; without it the headings are the first row with more than one value
 * @throws AppError as `readCsvRows`; IMPORT_UNREADABLE also without headings
 */
export function readCsv(bytes: Uint8Array, known: (cells: readonly string[]) => number = () => 0): CsvTable {
  const { encoding, rows: all } = readCsvRows(bytes);
  const at = headingRow(
    all.map(({ cells }) => cells),
    known,
  );
  const [head, ...rows] = all.slice(at);
  if (!head) throw refuse('no headings');
  if (rows.length > CSV_LIMITS.rows) throw refuse('more rows than allowed');
  return { encoding, headings: head.cells, headingLine: head.line, rows, unreadable: unreadableOf(rows) };
}
