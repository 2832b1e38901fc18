import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProductionRow } from '../../../../main/credentials/papers/production-fields.ts';
import { productionCsv } from '../../../../main/credentials/papers/production-csv.ts';
import { readSerials } from '../../../../main/credentials/papers/serials.ts';
import { readCsv } from '../../../../main/tables/read-csv.ts';
import { writeCsv } from '../../../../main/tables/write-csv.ts';
import { HOLDER, NOBODY } from './samples.ts';

const row = (change: Partial<ProductionRow> = {}): ProductionRow => ({
  order: 'O-1',
  holder: HOLDER,
  expires: '2031-11-30',
  delivery: 'desk',
  photo: 'O-1.jpg',
  layout: 'standard',
  ...change,
});
const ENCODINGS = ['utf-8', 'shift_jis'] as const;

describe('the table for the printer of the cards', () => {
  it.each(ENCODINGS)('in %s: headings, then a row per card', (encoding) => {
    const { headings, rows } = readCsv(
      productionCsv([row(), row({ order: 'O-2', holder: NOBODY, expires: null, delivery: 'post', photo: '', layout: '' })], encoding),
    );
    expect([headings, ...rows.map(({ cells }) => cells)]).toEqual([
      ['注文番号', '氏名', 'フリガナ', 'ローマ字', '生年月日', '医籍登録番号', '日医会員ID', '有効期限', '送付方法', '写真', '券面'],
      [
        'O-1',
        '神楽坂　三十四',
        'カグラザカ　サンジュウシ',
        'KAGURAZAKA Sanjushi',
        '1970/03/12',
        '123456',
        '1234567890',
        '2031/11/30',
        '窓口',
        'O-1.jpg',
        'standard',
      ],
      ['O-2', '', '', '', '', '', '', '', '郵送', '', ''],
    ]);
  });

  it('a name that Shift_JIS lacks is refused, in UTF-8 it goes out as it is', () => {
    const rows = [row({ holder: { ...HOLDER, name: '𠮷田　花子' } })];
    expect(() => productionCsv(rows, 'shift_jis')).toThrow(
      expect.objectContaining({ code: 'EXPORT_LETTERS_MISSING', detail: { count: 1, letters: '𠮷' } }),
    );
    expect(readCsv(productionCsv(rows, 'utf-8')).rows[0]?.cells[1]).toBe('𠮷田　花子');
  });

  it('neither a former name, an address nor a telephone number goes out', () => {
    const text = Buffer.from(productionCsv([row()], 'utf-8')).toString('utf8');
    expect([HOLDER.formerName, HOLDER.address, HOLDER.phone, HOLDER.email].filter((secret) => text.includes(secret))).toEqual([]);
  });
});

/** The printer adds the card number as a last column. */
const produced = (csv: Uint8Array, serials: readonly string[], encoding: (typeof ENCODINGS)[number]): Uint8Array => {
  const { headings, rows } = readCsv(csv);
  return writeCsv(
    {
      columns: [...headings, 'カード番号'].map((heading) => ({ heading, width: 10 })),
      rows: rows.map(({ cells }, index) => [...cells, serials[index]!].map((text) => ({ kind: 'text', text }) as const)),
    },
    { encoding, replaceLetters: false },
  ).bytes;
};

const id = fc.stringMatching(/^[0-9A-Z]{4,12}$/);
const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2040-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

describe('what is sent to the printer and comes back with card numbers', () => {
  it.each(ENCODINGS)('in %s gives each order its card number and expiry', (encoding) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(id, id, day), { selector: ([order]) => order, minLength: 1, maxLength: 20 }), (cards) => {
        const rows = cards.map(([order, , expires]) => row({ order, expires }));
        const serials = cards.map(([, serial], index) => `${serial}-${index}`);
        const read = readSerials(produced(productionCsv(rows, encoding), serials, encoding));
        expect(read.map(({ order, serial, expires, problem }) => [order, serial, expires, problem])).toEqual(
          cards.map(([order, , expires], index) => [order, serials[index], expires, null]),
        );
      }),
    );
  });
});
