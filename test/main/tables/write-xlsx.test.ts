import { strFromU8, unzipSync } from 'fflate';
import { type XmlDocument as Document, XmlDocument } from 'libxml2-wasm';
import { expect, it } from 'vitest';
import type { Table } from '../../../main/tables/table.ts';
import { writeXlsx } from '../../../main/tables/write-xlsx.ts';

const MAIN = { m: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main' };

const TABLE: Table = {
  columns: ['氏名', '医籍登録番号', '生年月日', '和暦', '入室時刻', '単位'].map((heading) => ({ heading, width: 18 })),
  rows: [
    [
      { kind: 'text', text: '=HYPERLINK("x")' },
      { kind: 'registration', number: '012345', format: 'digits' },
      { kind: 'day', day: '1970-03-12', format: 'slashes' },
      { kind: 'day', day: '1970-03-12', format: 'era' },
      { kind: 'time', at: '2026-11-20T05:03:00Z', format: 'day-and-clock' },
      { kind: 'number', value: 1.5 },
    ],
    [{ kind: 'text', text: '<神\u0001&𠮷葛\u{e0100}>' }, null, { kind: 'day', day: '1899-12-31', format: 'iso' }, null, null, null],
  ],
};

/** Parts of a workbook that are needed to read it back. */
async function workbook(table: Table, sheet: string) {
  const files = unzipSync(await writeXlsx(table, sheet));
  const part = (name: string): Document => XmlDocument.fromString(strFromU8(files[name]!));
  const strings = part('xl/sharedStrings.xml')
    .find('//m:si', MAIN)
    .map((item) => item.content);
  const [sheetXml, styles, book] = [part('xl/worksheets/sheet1.xml'), part('xl/styles.xml'), part('xl/workbook.xml')];
  const attribute = (document: Document, path: string): string | undefined => document.get(path, MAIN)?.content;
  const formats = new Map(styles.find('//m:numFmt', MAIN).map((format) => [format.get('@numFmtId')!.content, format.get('@formatCode')!.content]));
  const styleFormats = styles.find('//m:cellXfs/m:xf', MAIN).map((style) => style.get('@numFmtId')?.content ?? '0');
  /** What a cell holds: kind, value, and number format. */
  const cell = (place: string) => {
    const path = `//m:c[@r="${place}"]`;
    const value = attribute(sheetXml, `${path}/m:v`);
    if (value === undefined) return null;
    const format = styleFormats[Number(attribute(sheetXml, `${path}/@s`))]!;
    return attribute(sheetXml, `${path}/@t`) === 's'
      ? { text: strings[Number(value)], format: formats.get(format) ?? format }
      : { number: Number(value), format: formats.get(format) ?? format };
  };
  return {
    cell,
    sheet: (path: string) => attribute(sheetXml, path),
    styles: (path: string) => attribute(styles, path),
    book: (path: string) => attribute(book, path),
  };
}

/** Days since the one that a workbook counts as 0. */
const serial = (iso: string) => (Date.parse(`${iso}Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
const TEXT = '@';

it('numbers of registrations are text, days and times are such, and nothing is a formula', async () => {
  const { cell, sheet } = await workbook(TABLE, '受講者名簿');
  expect(['A2', 'B2', 'C2', 'D2', 'E2', 'F2', 'A3', 'B3', 'C3'].map(cell)).toEqual([
    { text: '=HYPERLINK("x")', format: TEXT },
    { text: '012345', format: TEXT },
    { number: serial('1970-03-12T00:00:00'), format: 'yyyy/mm/dd' },
    { number: serial('1970-03-12T00:00:00'), format: '[$-411]ggge"年"m"月"d"日"' },
    { number: expect.closeTo(serial('2026-11-20T14:03:00'), 6), format: 'yyyy/mm/dd hh:mm' },
    { number: 1.5, format: '0.0##' },
    { text: '<神&𠮷葛\u{e0100}>', format: TEXT },
    null,
    { text: '1899-12-31', format: TEXT },
  ]);
  expect(sheet('//m:f')).toBeUndefined();
});

it('the headings are bold and stay in sight, and columns are as wide as asked for', async () => {
  const { cell, sheet, styles } = await workbook(TABLE, '受講者名簿');
  expect(cell('A1')).toEqual({ text: '氏名', format: TEXT });
  expect(sheet('//m:pane/@state')).toBe('frozen');
  expect(sheet('//m:pane/@ySplit')).toBe('1');
  expect(sheet('//m:cols/m:col[1]/@width')).toBe('18');
  const font = styles(`//m:cellXfs/m:xf[${Number(sheet('//m:c[@r="A1"]/@s')) + 1}]/@fontId`);
  expect(styles(`//m:fonts/m:font[${Number(font) + 1}]/m:b`)).toBeDefined();
  expect(styles('//m:fonts/m:font[1]/m:b')).toBeUndefined();
});

it.each([
  ['受講者名簿', '受講者名簿'],
  ['練習 受講者/名簿[1]', '練習 受講者 名簿 1'],
  ['あ'.repeat(40), 'あ'.repeat(31)],
])('a sheet called %s is called %s', async (name, expected) => {
  const { book } = await workbook(TABLE, name);
  expect(book('//m:sheet/@name')).toBe(expected);
});
