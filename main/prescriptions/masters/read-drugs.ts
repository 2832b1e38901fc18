import { isoDay } from '../days.ts';
import { readCsvRows } from '../../tables/read-csv.ts';
import layout from '../../../resources/prescriptions/columns.json' with { type: 'json' };
import { type DrugRow, type Found, gather, type MasterFile, type Problem } from './entries.ts';
import { dayOfCode } from './day-of-code.ts';

const COLUMNS = layout.drug.columns;
type Column = keyof typeof COLUMNS;

/** マスター種別 of drugs. */
const DRUG = 'Y';

function drugOf(cells: readonly string[]): Found<DrugRow> | Problem['code'] {
  const cell = (column: Column): string => cells[COLUMNS[column] - 1] ?? '';
  if (cell('kind') !== DRUG) return 'kind';
  if (!/^\d{9}$/.test(cell('code'))) return 'code';
  if (cell('name') === '') return 'name';
  const [listed, ...ends] = [dayOfCode(cell('listed')), dayOfCode(cell('ended')), dayOfCode(cell('transition'))];
  if (listed === undefined || ends.includes(undefined)) return 'day';
  return {
    kana: cell('kana'),
    row: {
      ...{ code: cell('code'), name: cell('name'), unit: cell('unit'), class: cell('class') || '0', form: cell('form') },
      generic: cell('generic') === '1' ? 1 : 0,
      ...{ price_code: cell('priceCode'), general_code: cell('generalCode'), general_name: cell('generalName') },
      listed_on: listed,
      ended_on: ends.filter((day) => day != null).sort()[0] ?? null,
    },
  };
}

/** The day of the newest change, by which a file without a version is told from another. */
const newestChange = (rows: readonly { readonly cells: readonly string[] }[]): string =>
  rows.reduce((newest, { cells }) => {
    const day = isoDay(cells[COLUMNS.changed - 1] ?? '');
    return day > newest && day < '9999' ? day : newest;
  }, '');

/**
 * Reads the master of drugs of the fund for payment of medical fees (支払基金 医薬品マスター): a CSV without headings, in Shift_JIS as it is published.
 * @throws AppError as `readCsvRows`
 */
export function readDrugs(bytes: Uint8Array): MasterFile<DrugRow> {
  const { encoding, rows, unreadable } = readCsvRows(bytes);
  const { found, problems } = gather(rows, new Set(unreadable.map(({ line }) => line)), drugOf, ({ code }) => code);
  const columns = Object.fromEntries(Object.entries(COLUMNS).map(([field, column]) => [field, column - 1]));
  return { encoding, headings: [], columns, fields: [], missing: [], found, problems, version: newestChange(rows) };
}
