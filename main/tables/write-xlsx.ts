import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import { cellText } from './cell-text.ts';
import { type DayFormat, japaneseClock, type TimeFormat } from './formats.ts';
import type { Cell, Table } from './table.ts';

/** Number formats of days; 411 is Japanese, so that eras come in kanji wherever the program runs (ECMA-376 part 1, section 18.8.31). */
const DAYS: Readonly<Record<DayFormat, string>> = {
  iso: 'yyyy-mm-dd',
  slashes: 'yyyy/mm/dd',
  era: '[$-411]ggge"年"m"月"d"日"',
  'era-short': '[$-411]ge.m.d',
};
const TIMES: Readonly<Record<TimeFormat, string>> = { clock: 'hh:mm', 'day-and-clock': 'yyyy/mm/dd hh:mm' };
/** The first day a sheet can count. */
const FIRST_DAY = '1900-03-01';

const text = (value: string): CellObject => ({ value, type: String, format: '@', alignVertical: 'center' });
const moment = (value: Date, format: string): CellObject => ({ value, type: Date, format, align: 'left', alignVertical: 'center' });

function excelCell(cell: Cell): CellObject | null {
  if (cell === null) return null;
  if (cell.kind === 'number') return { value: cell.value, type: Number, format: '0.0##', alignVertical: 'center' };
  if (cell.kind === 'time') return moment(japaneseClock(cell.at), TIMES[cell.format]);
  if (cell.kind === 'day' && cell.day >= FIRST_DAY) return moment(new Date(`${cell.day}T00:00:00Z`), DAYS[cell.format]);
  return text(cellText(cell));
}

/** What Excel refuses in the name of a sheet, and how long it may be. */
const UNSAFE_IN_NAME = /[[\]:*?/\\]/g;
const LONGEST_NAME = 31;

/** What Japanese Excel begins with. */
const FONT = { fontFamily: 'Yu Gothic', fontSize: 11 } as const;

/** The table as an Excel workbook of one sheet: numbers of registrations are text, days and times are such, the headings stay in sight. */
export async function writeXlsx({ columns, rows }: Table, sheet: string): Promise<Uint8Array> {
  const head = columns.map(
    ({ heading }): CellObject => ({
      ...text(heading),
      fontWeight: 'bold',
      backgroundColor: '#EDF1F7',
      bottomBorderStyle: 'thin',
      wrap: true,
    }),
  );
  const options = {
    sheet: sheet.replace(UNSAFE_IN_NAME, ' ').slice(0, LONGEST_NAME).trim(),
    columns: columns.map(({ width }) => ({ width })),
    orientation: 'landscape',
    stickyRowsCount: 1,
  } as const;
  return writeExcelFile([head, ...rows.map((row) => row.map(excelCell))], options, FONT).toBuffer();
}
