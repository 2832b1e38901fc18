import fc from 'fast-check';
import { expect, it } from 'vitest';
import { halfWidth } from '../../../pki/eps/half-width.ts';

it.each([
  ['ミホン　ハナコ', 'ﾐﾎﾝ ﾊﾅｺ'],
  ['いしゃ さぶろう', 'ｲｼｬ ｻﾌﾞﾛｳ'],
  ['ガギグゲゴパピプペポヴ', 'ｶﾞｷﾞｸﾞｹﾞｺﾞﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟｳﾞ'],
  ['ァィゥェォッャュョー・', 'ｧｨｩｪｫｯｬｭｮｰ･'],
  ['ｲｼｬ ｻﾌﾞﾛｳ', 'ｲｼｬ ｻﾌﾞﾛｳ'],
  ['Ｓｍｉｔｈ　１２', 'Smith 12'],
  ['か゛', 'ｶﾞ'],
  ['山田', '山田'],
])('%s is %s', (text, expected) => expect(halfWidth(text)).toBe(expected));

it('is the same again when it is written so already, and says the same', () => {
  const kana = fc.string({ unit: fc.integer({ min: 0x30a1, max: 0x30f6 }).map((code) => String.fromCharCode(code)) });
  fc.assert(
    fc.property(kana, (text) => {
      expect(halfWidth(halfWidth(text))).toBe(halfWidth(text));
      const plain = text.replaceAll('ヮ', 'ワ').replaceAll('ヰ', 'イ').replaceAll('ヱ', 'エ').replaceAll('ヵ', 'カ').replaceAll('ヶ', 'ケ');
      expect(halfWidth(text).normalize('NFKC')).toBe(plain.normalize('NFKC'));
    }),
  );
});
