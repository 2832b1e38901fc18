import { expect, it } from 'vitest';
import { recogniseColumns } from '../../../main/tables/columns.ts';

const words = {
  registration: ['医籍登録番号', '登録番号', '番号'],
  name: ['氏名', '名前'],
  kana: ['ふりがな', 'フリガナ', '氏名（カナ）', '氏名'],
  in: ['IN'],
};

it.each([
  ['exact words', ['氏名', '医籍登録番号'], { name: 0, registration: 1 }],
  [
    'width, case, brackets and marks do not matter',
    ['＊氏 名（漢字）', 'ﾌﾘｶﾞﾅ', '医籍登録番号 [必須]', 'ｉｎ'],
    { registration: 2, name: 0, kana: 1, in: 3 },
  ],
  ['the more telling word wins', ['番号', '登録番号'], { registration: 1 }],
  ['what stands in brackets matters where it says another field', ['氏名【カナ】', '氏名（漢字）'], { name: 1, kana: 0 }],
  ['a column holds one field', ['氏名'], { name: 0 }],
  ['of equal headings one each', ['氏名', '氏名'], { name: 0, kana: 1 }],
  ['empty headings and part of a word are nothing', ['', '（氏名）', '氏名欄'], {}],
  ['brackets within brackets', ['氏名（（旧字）漢字）', '番号（(a)(b)'], { name: 0 }],
  ['a heading of nothing but brackets', ['('.repeat(300_000), `${'('.repeat(300_000)}）氏名`, '番号'], { registration: 2 }],
  ['names that every object has', ['constructor', '__proto__', 'toString'], {}],
])('%s', (_name, headings, columns) => {
  expect(Object.fromEntries(recogniseColumns(headings, words))).toEqual(columns);
});
