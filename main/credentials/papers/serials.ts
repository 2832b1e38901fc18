import table from '../../../resources/credentials/production-columns.json' with { type: 'json' };
import { paperDay } from '../../attendance/paper/paper-time.ts';
import { AppError } from '../../errors.ts';
import { recogniseColumns } from '../../tables/columns.ts';
import { UNREADABLE_LETTER } from '../../tables/decode-text.ts';
import { readCsv } from '../../tables/read-csv.ts';

/** What is wrong with a row of the printer's table, the first that applies; words: `credentials.serial-problem.<id>`. */
export const SERIAL_PROBLEMS = [
  'letters-unreadable',
  'order-missing',
  'serial-missing',
  'serial-damaged',
  'duplicate-order',
  'duplicate-serial',
  'expiry-unreadable',
] as const;
export type SerialProblem = (typeof SERIAL_PROBLEMS)[number];

export interface SerialRow {
  /** Line of the file, 1 upwards. */
  readonly line: number;
  readonly order: string;
  /** Card number as the printer gave it; full-width letters are made half-width. */
  readonly serial: string;
  /** ISO day; `null` where the table says none. */
  readonly expires: string | null;
  readonly problem: SerialProblem | null;
}

type Field = keyof typeof table.serials;
const WORDS: Readonly<Record<Field, readonly string[]>> = table.serials;

/** A long number as a spreadsheet program writes it once its last digits are lost. */
const ROUNDED = /^\d(?:\.\d+)?E\+\d+$/i;

type Given = Omit<SerialRow, 'problem'> & { readonly expiry: string };
type Counts = ReadonlyMap<string, number>;

const countOf = (values: readonly string[]): Counts =>
  values.reduce((counts, value) => counts.set(value, (counts.get(value) ?? 0) + 1), new Map<string, number>());

const WRONG: Readonly<Record<SerialProblem, (row: Given, orders: Counts, serials: Counts) => boolean>> = {
  'letters-unreadable': ({ order, serial }) => (order + serial).includes(UNREADABLE_LETTER),
  'order-missing': ({ order }) => order === '',
  'serial-missing': ({ serial }) => serial === '',
  'serial-damaged': ({ serial }) => ROUNDED.test(serial),
  // Of two rows about one card neither is believed.
  'duplicate-order': ({ order }, orders) => (orders.get(order) ?? 0) > 1,
  'duplicate-serial': ({ serial }, _orders, serials) => (serials.get(serial) ?? 0) > 1,
  'expiry-unreadable': ({ expiry, expires }) => expiry !== '' && expires === null,
};

/**
 * The produced cards out of the printer's table: order, card number, and expiry where there is such a column. Headings in Japanese or English, UTF-8 or Shift_JIS.
 * @throws AppError SERIALS_UNREADABLE without a column of orders or one of card numbers, and those of `readCsv`
 */
export function readSerials(bytes: Uint8Array): readonly SerialRow[] {
  const { headings, rows } = readCsv(bytes, (cells) => recogniseColumns(cells, WORDS).size);
  const columns = recogniseColumns(headings, WORDS);
  const [order, serial, expires] = [columns.get('order'), columns.get('serial'), columns.get('expires')];
  if (order === undefined || serial === undefined) throw new AppError('SERIALS_UNREADABLE');
  const given = rows.map(({ line, cells }): Given => {
    const cell = (at: number | undefined) => (at === undefined ? '' : (cells[at] ?? '').normalize('NFKC').trim());
    const expiry = cell(expires);
    return { line, order: cell(order), serial: cell(serial), expiry, expires: paperDay(expiry) };
  });
  const orders = countOf(given.map((row) => row.order));
  const serials = countOf(given.map((row) => row.serial));
  return given.map(({ expiry, ...row }) => ({
    ...row,
    problem: SERIAL_PROBLEMS.find((problem) => WRONG[problem]({ ...row, expiry }, orders, serials)) ?? null,
  }));
}
