import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../main/errors.ts';
import { CSV_LIMITS, readCsv } from '../../../main/tables/read-csv.ts';

const utf8 = (text: string) => Buffer.from(text);
const shiftJis = (text: string) => iconv.encode(text, 'windows-31j');
const damaged = (text: string, encode: (text: string) => Buffer) => {
  const bytes = Buffer.from(encode(text));
  bytes[bytes.length - 1] = 0xff;
  return bytes;
};

const refusal = (bytes: Uint8Array) => {
  try {
    return readCsv(bytes).rows.length;
  } catch (error) {
    return [(error as AppError).code, (error as AppError).detail['note']];
  }
};

describe('a table is read as offices write it', () => {
  it.each([
    ['UTF-8', utf8('番号,氏名\n1,髙橋 一郎\n'), 'utf-8'],
    ['UTF-8 with byte order mark', utf8('\ufeff番号,氏名\r\n1,髙橋 一郎\r\n'), 'utf-8'],
    ['Shift_JIS with letters of Windows', shiftJis('番号,氏名\r\n1,髙橋 一郎\r\n'), 'shift_jis'],
    ['UTF-16 with byte order mark', Buffer.from('\ufeff番号,氏名\r\n1,髙橋 一郎\r\n', 'utf16le'), 'utf-16'],
    ['UTF-16 of the other order, with tabs', Buffer.from('\ufeff番号\t氏名\r\n1\t髙橋 一郎\r\n', 'utf16le').swap16(), 'utf-16'],
    ['line ends of old Macintosh', utf8('番号,氏名\r1,髙橋 一郎\r'), 'utf-8'],
    ['full-width white space around the values', utf8('　番号 , 氏名\n1　,　髙橋 一郎 '), 'utf-8'],
  ])('%s', (_name, bytes, encoding) => {
    expect(readCsv(bytes)).toEqual({
      encoding,
      headings: ['番号', '氏名'],
      headingLine: 1,
      rows: [{ line: 2, cells: ['1', '髙橋 一郎'] }],
      unreadable: [],
    });
  });

  it('names the line on which each row begins', () => {
    const text = '\n番号,氏名\n1,"山田\n太郎"\n,,\n2,"a ""b"", c"\n\n3,d"e"\n4';
    expect(readCsv(utf8(text)).rows).toEqual([
      { line: 3, cells: ['1', '山田\n太郎'] },
      { line: 6, cells: ['2', 'a "b", c'] },
      { line: 8, cells: ['3', 'd"e"'] },
      { line: 9, cells: ['4'] },
    ]);
    expect(readCsv(utf8(text.replaceAll('\n', '\r\n'))).rows.map(({ line }) => line)).toEqual([3, 6, 8, 9]);
  });

  it('finds the headings below a title', () => {
    const text = '令和8年度 参加者名簿\n\n番号,氏名\n1,山田\n';
    expect(readCsv(utf8(text))).toMatchObject({ headings: ['番号', '氏名'], headingLine: 3, rows: [{ line: 4, cells: ['1', '山田'] }] });
  });

  it.each([
    ['UTF-8', damaged('番号,氏名\n1,山田\n2,鈴木', utf8), 'utf-8'],
    ['UTF-8 with a letter of private use', utf8('番号,氏名\n1,山田\n2,\ue000木'), 'utf-8'],
    ['Shift_JIS', damaged('番号,氏名\n1,山田\n2,鈴木', shiftJis), 'shift_jis'],
  ])('%s: tells the rows whose letters cannot be read', (_name, bytes, encoding) => {
    expect(readCsv(bytes)).toMatchObject({ encoding, rows: [{ cells: ['1', '山田'] }, { line: 3 }], unreadable: [{ line: 3 }] });
  });
});

describe('what is no table is refused', () => {
  const row = `${'x,'.repeat(9)}x\n`;
  it.each([
    ['nothing', utf8(''), 'no headings'],
    ['white space only', utf8('\n ,　\n'), 'no headings'],
    ['UTF-16 without byte order mark', Buffer.from('a,b', 'utf16le'), 'not text in UTF-8, UTF-16 or Shift_JIS'],
    ['a binary file', Buffer.from([1, 2, 3, 4, 0, 0]), 'not text in UTF-8, UTF-16 or Shift_JIS'],
    ['a quote that is never closed', utf8('a,b\n1,"2\n3,4\n'), 'CSV_QUOTE_NOT_CLOSED'],
    ['too many bytes', new Uint8Array(CSV_LIMITS.bytes + 1), 'larger than allowed'],
    ['too many rows', utf8(row.repeat(CSV_LIMITS.rows + 2)), 'more rows than allowed'],
    ['too many columns', utf8(','.repeat(CSV_LIMITS.columns)), 'more columns than allowed'],
    ['a row too long', utf8(`a\n${'x'.repeat(CSV_LIMITS.rowLetters + 2)}`), 'CSV_MAX_RECORD_SIZE'],
  ])('%s', (_name, bytes, note) => {
    expect(refusal(bytes)).toEqual(['IMPORT_UNREADABLE', note]);
  });

  it.each([
    ['of Excel', [0x50, 0x4b, 0x03, 0x04, 0x14, 0]],
    ['of Excel before 2007', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]],
  ])('a workbook %s is told as such', (_name, start) => expect(refusal(Buffer.from(start))).toEqual(['SPREADSHEET_NOT_READ', undefined]));

  it('up to the limits it is read', () => {
    expect(refusal(utf8(row.repeat(CSV_LIMITS.rows + 1)))).toBe(CSV_LIMITS.rows);
    expect(refusal(utf8(`a${','.repeat(CSV_LIMITS.columns - 1)}\nb`))).toBe(1);
  });
});
