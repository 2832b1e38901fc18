import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../main/errors.ts';
import type { TextEncoding } from '../../../main/tables/decode-text.ts';
import { readCsv } from '../../../main/tables/read-csv.ts';
import type { Table } from '../../../main/tables/table.ts';
import { type CsvOptions, writeCsv } from '../../../main/tables/write-csv.ts';
import { describeWith } from '../../support/needs.ts';

const texts = (...rows: readonly (readonly string[])[]): Table => ({
  columns: rows[0]!.map((heading) => ({ heading, width: 10 })),
  rows: rows.slice(1).map((row) => row.map((text) => ({ kind: 'text', text }))),
});
const UTF8: CsvOptions = { encoding: 'utf-8', replaceLetters: false };
const SHIFT_JIS: CsvOptions = { encoding: 'shift_jis', replaceLetters: false };
const REPLACING: CsvOptions = { encoding: 'shift_jis', replaceLetters: true };
const textOf = ({ bytes }: { readonly bytes: Uint8Array }) => Buffer.from(bytes).toString('utf8');

function refusal(table: Table, options: CsvOptions) {
  try {
    return writeCsv(table, options).replaced;
  } catch (error) {
    const { code, detail } = error as AppError;
    return { code, detail };
  }
}

describe('CSV', () => {
  it('is RFC 4180 with a byte order mark', () => {
    const table = texts(['氏名', '所属'], ['神楽坂 三十四', 'A, B'], ['"甲"', '上\n下'], ['乙', '\r'], ['', ' ']);
    expect(textOf(writeCsv(table, UTF8))).toBe('\ufeff氏名,所属\r\n神楽坂 三十四,"A, B"\r\n"""甲""","上\n下"\r\n乙,"\'\r"\r\n, \r\n');
  });

  it('writes each kind of cell in letters', () => {
    const table: Table = {
      columns: ['a', 'b', 'c', 'd', 'e', 'f'].map((heading) => ({ heading, width: 8 })),
      rows: [
        [
          { kind: 'text', text: '甲' },
          { kind: 'number', value: 1.5 },
          { kind: 'day', day: '1970-03-12', format: 'era' },
          { kind: 'time', at: '2026-11-20T05:03:00Z', format: 'day-and-clock' },
          { kind: 'registration', number: '012345', format: 'digits' },
          null,
        ],
      ],
    };
    expect(textOf(writeCsv(table, UTF8))).toBe('\ufeffa,b,c,d,e,f\r\n甲,1.5,昭和45年3月12日,2026/11/20 14:03,012345,\r\n');
  });

  it.each<[string, string]>([
    ['wave dash, minus, parallel and dash are one sign in both mappings', '〜−‖—¢£¬¥'],
    ['kana with a loose mark', 'がぱ'.normalize('NFD')],
    ['letters of IBM and NEC', '髙﨑德濵①㈱Ⅲ'],
  ])('Shift_JIS: %s', (_name, text) => expect(refusal(texts(['x'], [text]), SHIFT_JIS)).toEqual([]));

  it.each<[string, string, string[]]>([
    ['a letter beyond the basic plane', '𠮷田', ['𠮷']],
    ['a letter with a variation selector, as one', '葛\u{e0100}城と葛城', ['葛\u{e0100}']],
    ['外字, which nobody else can show', '山\ue000', ['\ue000']],
    ['a letter that was unreadable before', '山\ufffd', ['\ufffd']],
    ['each once', '𠮷𠮷한𠮷', ['𠮷', '한']],
  ])('Shift_JIS lacks %s: refused by name, or replaced and told', (_name, text, letters) => {
    const table = texts(['x'], [text]);
    expect(refusal(table, SHIFT_JIS)).toEqual({ code: 'EXPORT_LETTERS_MISSING', detail: { count: letters.length, letters: letters.join(' ') } });
    const written = writeCsv(table, REPLACING);
    expect(written.replaced).toEqual(letters);
    expect(readCsv(written.bytes).rows[0]!.cells).toEqual([letters.reduce((left, letter) => left.replaceAll(letter, '〓'), text)]);
  });

  it('names no more letters than anybody reads', () => {
    const letters = Array.from({ length: 40 }, (_, index) => String.fromCodePoint(0x20000 + index));
    const { detail } = refusal(texts(['x'], letters), SHIFT_JIS) as AppError;
    expect(detail).toEqual({ count: 40, letters: `${letters.slice(0, 30).join(' ')} …` });
  });

  it.each<[TextEncoding, fc.Arbitrary<string>]>([
    ['utf-8', fc.string({ unit: 'grapheme' })],
    ['shift_jis', fc.string({ unit: fc.constantFrom(...'神楽坂髙﨑ァｶﾞ①=+-@\'", \n～－aZ09') })],
  ])('what was written in %s is read back', (encoding, letters) => {
    const cell = letters.map((text) =>
      text
        .replace(/[\0\ufffd\ue000-\uf8ff]/g, '')
        .replace(/\r\n?/g, '\n')
        .trim(),
    );
    const row = fc.tuple(cell, cell).filter((cells) => cells.some((text) => text !== ''));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const written = writeCsv(texts(['見出し', 'もう一つ'], ...rows), { encoding, replaceLetters: false });
        const read = readCsv(written.bytes);
        expect(read.encoding).toBe(encoding);
        expect(read.rows.map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });
});

describeWith(['iconv'], 'Shift_JIS for other programs', () => {
  it('is what iconv takes for the Shift_JIS of Windows', () => {
    const { bytes } = writeCsv(texts(['氏名'], ['髙﨑 德衛～①㈱']), SHIFT_JIS);
    expect(execFileSync('iconv', ['-f', 'CP932', '-t', 'UTF-8'], { input: bytes, encoding: 'utf8' })).toBe('氏名\r\n髙﨑 德衛～①㈱\r\n');
  });
});
