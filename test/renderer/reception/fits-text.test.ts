import { describe, expect, it } from 'vitest';
import { fitsText } from '../../../renderer/reception/fits-text.ts';

const person = { name: '神楽坂　三十四', kana: 'かぐらざか　さんじゅうし', registration: '123456' };

describe('who is looked for', () => {
  it.each([
    ['', true],
    ['神楽', true],
    ['かぐら', true],
    ['カグラ', true],
    ['ｻﾝｼﾞｭｳ', true],
    ['坂 三十', true],
    ['1234', true],
    ['第１２３４５６号', true],
    ['3456', false],
    ['四谷', false],
  ])('%s: %s', (typed, fits) => expect(fitsText(typed, person)).toBe(fits));

  it('nobody without a number by a number', () => expect(fitsText('1', { ...person, registration: null })).toBe(false));
});
