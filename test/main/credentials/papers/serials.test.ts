import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readSerials, SERIAL_PROBLEMS } from '../../../../main/credentials/papers/serials.ts';
import { hasWords } from '../../../../main/words/words.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const plain = (text: string) => readSerials(utf8(text)).map(({ order, serial, expires, problem }) => [order, serial, expires, problem]);

describe('the table of produced cards', () => {
  it.each([
    ['Japanese headings', '注文番号,カード番号\nO-1,C-1\n'],
    ['English headings', 'Order ID,Card number\nO-1,C-1\n'],
    ['a title above the headings', '作成結果 2026-12-01\n\n注文番号,カード番号\nO-1,C-1\n'],
    ['columns in another order, with others between', '氏名,カード番号,備考,注文番号\n神楽坂,C-1,,O-1\n'],
    ['headings with marks and spaces', '注文番号（必須）,カード 番号*\nO-1,C-1\n'],
    ['tabs', '注文番号\tカード番号\nO-1\tC-1\n'],
    ['full-width letters', '注文番号,カード番号\nＯ－１,Ｃ－１\n'],
  ])('%s', (_what, text) => {
    expect(plain(text)).toEqual([['O-1', 'C-1', null, null]]);
  });

  it('in Shift_JIS as in UTF-8', () => {
    expect(readSerials(iconv.encode('注文番号,カード番号,有効期限\nO-1,C-1,2031年11月30日\n', 'windows-31j'))).toEqual([
      { line: 2, order: 'O-1', serial: 'C-1', expires: '2031-11-30', problem: null },
    ]);
  });

  it.each([
    ['2031-11-30', '2031-11-30', null],
    ['2031/11/30', '2031-11-30', null],
    ['', null, null],
    ['2031-02-30', null, 'expiry-unreadable'],
    ['いつか', null, 'expiry-unreadable'],
  ])('expiry %j is %j, %j', (written, expires, problem) => {
    expect(plain(`注文番号,カード番号,有効期限\nO-1,C-1,${written}\n`)).toEqual([['O-1', 'C-1', expires, problem]]);
  });

  it.each<[what: string, rows: string, problems: readonly (string | null)[]]>([
    ['all well', 'O-1,C-1\nO-2,C-2', [null, null]],
    ['an order is missing', ',C-1\nO-2,C-2', ['order-missing', null]],
    ['a card number is missing', 'O-1,\nO-2,C-2', ['serial-missing', null]],
    ['a row too short', 'O-1\nO-2,C-2', ['serial-missing', null]],
    ['an order twice', 'O-1,C-1\nO-1,C-2\nO-3,C-3', ['duplicate-order', 'duplicate-order', null]],
    ['a card number twice', 'O-1,C-1\nO-2,C-1\nO-3,C-3', ['duplicate-serial', 'duplicate-serial', null]],
    ['a card number twice, once in full width', 'O-1,C-1\nO-2,Ｃ-1', ['duplicate-serial', 'duplicate-serial']],
    ['several without an order', ',C-1\n,C-2', ['order-missing', 'order-missing']],
    ['several without a card number', 'O-1,\nO-2,', ['serial-missing', 'serial-missing']],
    ['a number that a spreadsheet program rounded', 'O-1,1.23457E+15\nO-2,C-2', ['serial-damaged', null]],
  ])('%s', (_what, rows, problems) => {
    expect(plain(`注文番号,カード番号\n${rows}\n`).map(([, , , problem]) => problem)).toEqual(problems);
  });

  it('letters that cannot be read are told', () => {
    const bytes = Buffer.concat([
      iconv.encode('注文番号,カード番号\nO-1,', 'windows-31j'),
      Buffer.from([0x81, 0xff]),
      iconv.encode('\nO-2,C-2\n', 'windows-31j'),
    ]);
    expect(readSerials(bytes).map(({ problem }) => problem)).toEqual(['letters-unreadable', null]);
  });

  it('lines are those of the file', () => {
    expect(readSerials(utf8('題\n\n注文番号,カード番号\nO-1,C-1\n\nO-2,C-2\n')).map(({ line }) => line)).toEqual([4, 6]);
  });

  it.each([
    ['no column of orders', '番号,カード番号\nO-1,C-1\n', 'SERIALS_UNREADABLE'],
    ['no column of card numbers', '注文番号,氏名\nO-1,神楽坂\n', 'SERIALS_UNREADABLE'],
    ['nothing at all', '', 'IMPORT_UNREADABLE'],
    ['a workbook', 'PK\u0003\u0004…', 'SPREADSHEET_NOT_READ'],
  ])('%s is refused', (_what, text, code) => {
    expect(() => readSerials(utf8(text))).toThrow(expect.objectContaining({ code }));
  });

  it('every problem has words', () => {
    expect(SERIAL_PROBLEMS.filter((problem) => !hasWords('ja', `credentials.serial-problem.${problem}`))).toEqual([]);
  });
});
