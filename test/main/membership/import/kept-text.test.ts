import { describe, expect, it } from 'vitest';
import { keptKana, keptName } from '../../../../main/membership/import/kept-text.ts';

describe('text as it is kept', () => {
  it.each([
    ['田中 太郎', '田中\u3000太郎'],
    ['田中\u3000\u3000太郎', '田中\u3000太郎'],
    [' 髙﨑\u3000邊󠄂 ', '髙﨑\u3000邊󠄂'],
    ['John  Smith', 'John Smith'],
    ['\ufffd木 一', '〓木\u3000一'],
    ['', ''],
  ])('name %j is %j', (text, kept) => expect(keptName(text)).toBe(kept));

  it.each([
    ['タナカ タロウ', 'タナカ\u3000タロウ'],
    ['たなか　たろう', 'たなか\u3000たろう'],
    ['ﾀﾅｶ ﾀﾛｳ', 'タナカ\u3000タロウ'],
    ['ｶﾞﾙｼｱ ﾍﾟﾍﾟ', 'ガルシア\u3000ペペ'],
    ['ｵｰﾉ', 'オーノ'],
    ['か\u3099', 'が'],
  ])('reading %j is %j', (text, kept) => expect(keptKana(text)).toBe(kept));
});
