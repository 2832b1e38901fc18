import { recogniseColumns } from '../../tables/columns.ts';
import { type CsvTable, readCsv } from '../../tables/read-csv.ts';
import layout from '../../../resources/prescriptions/columns.json' with { type: 'json' };
import { type Columns, type Found, gather, type LimitRow, type MasterFile, type Problem, type UsageRow } from './entries.ts';
import { dayOfCode } from './day-of-code.ts';

interface Layout {
  readonly needed: readonly string[];
  readonly headings: Readonly<Record<string, readonly string[]>>;
}

type Cell = (field: string) => string;

/** 16 figures or letters (電子処方箋用法マスタ). */
const USAGE_CODE = /^[0-9A-Z]{16}$/;

function usageOf(cell: Cell): Found<UsageRow> | Problem['code'] {
  const code = cell('code').normalize('NFKC').toUpperCase();
  if (!USAGE_CODE.test(code)) return 'code';
  if (cell('name') === '') return 'name';
  const [from_day, until_day] = [dayOfCode(cell('from')), dayOfCode(cell('until'))];
  if (from_day === undefined || until_day === undefined) return 'day';
  return { kana: '', row: { code, name: cell('name'), kind: cell('kind'), from_day, until_day } };
}

/** 薬品コード種別 that a code is of, by its form: receipts have nine figures, codes of general names end in ZZZ. */
const KINDS: readonly (readonly [LimitRow['code_kind'], RegExp])[] = [
  ['2', /^\d{9}$/],
  ['7', /^[0-9A-Z]{9}ZZZ$/],
  ['4', /^[0-9A-Z]{12}$/],
];
const DAYS = /^\d{1,3}$/;
/** It is stated that there is no limit; an empty cell states nothing. */
const NO_LIMIT = /^(?:(?:制限|限度)?(?:なし|無し?)|none)$/i;

function limitOf(cell: Cell): Found<LimitRow> | Problem['code'] {
  const code = cell('code').normalize('NFKC').toUpperCase();
  const told = KINDS.find(([kind]) => kind === cell('codeKind').normalize('NFKC'));
  const kind = cell('codeKind') === '' ? KINDS.find(([, form]) => form.test(code)) : told;
  if (!kind || code === '') return 'code';
  const days = cell('days')
    .normalize('NFKC')
    .replace(/日(?:分)?$/, '');
  if (days === '') return 'days-empty';
  const none = NO_LIMIT.test(days);
  if (!none && (!DAYS.test(days) || Number(days) === 0)) return 'days';
  return { kana: '', row: { code_kind: kind[0], code, days: none ? null : Number(days), source: cell('source') } };
}

const known =
  ({ headings }: Layout) =>
  (cells: readonly string[]): number =>
    recogniseColumns(cells, headings).size;

/** Columns as somebody confirmed them, else by their headings. */
const columnsOf = ({ headings }: CsvTable, { headings: words }: Layout, told: Columns | undefined): Columns =>
  told ?? Object.fromEntries(recogniseColumns(headings, words));

function readListed<Row>(
  bytes: Uint8Array,
  form: Layout,
  told: Columns | undefined,
  read: (cell: Cell) => Found<Row> | Problem['code'],
  keyOf: (row: Row) => string,
): MasterFile<Row> {
  const table = readCsv(bytes, known(form));
  const columns = columnsOf(table, form, told);
  const missing = form.needed.filter((field) => columns[field] === undefined);
  const unreadable = new Set(table.unreadable.map(({ line }) => line));
  const ofRow = (cells: readonly string[]) => read((field) => cells[columns[field] ?? -1] ?? '');
  // The heading may be of two lines; what it has below has no code.
  const { found, problems } = missing.length > 0 ? { found: [], problems: [] } : gather(table.rows, unreadable, ofRow, keyOf);
  return {
    encoding: table.encoding,
    headings: [...table.headings],
    columns,
    fields: Object.keys(form.headings).map((id) => ({ id, needed: form.needed.includes(id) })),
    ...{ missing, found, problems, version: '' },
  };
}

/**
 * Reads a master of usages (電子処方箋用法マスタ) saved as CSV.
 * @param told which column holds what, where somebody has confirmed it
 * @throws AppError IMPORT_UNREADABLE, SPREADSHEET_NOT_READ
 */
export const readUsages = (bytes: Uint8Array, told?: Columns): MasterFile<UsageRow> =>
  readListed(bytes, layout.usage, told, usageOf, ({ code }) => code);

/**
 * Reads a list of limits of supply as somebody keeps it, saved as CSV: code, days (なし: it has none), and where it is written.
 * @throws AppError IMPORT_UNREADABLE, SPREADSHEET_NOT_READ
 */
export const readLimits = (bytes: Uint8Array, told?: Columns): MasterFile<LimitRow> =>
  readListed(bytes, layout.limit, told, limitOf, ({ code_kind, code }) => `${code_kind} ${code}`);
