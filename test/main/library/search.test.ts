import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../main/library/search/excerpt.ts';
import { Filters } from '../../../main/library/search/filters.ts';
import { folded, keptText, wordsOf } from '../../../main/library/search/fold.ts';
import { filterOf } from '../../../main/library/search/grams.ts';

const finds = (query: string, text: string) => {
  const kept = folded(keptText(text));
  return wordsOf(query).every((word) => kept.includes(word));
};

describe('what is the same when one searches', () => {
  it.each<[string, string, string, boolean]>([
    ['hiragana for katakana', 'かぐらざか', '神楽坂（カグラザカ）', true],
    ['katakana for hiragana', 'アイウエ', 'あいうえお', true],
    ['half-width kana', 'ｶｸﾞﾗｻﾞｶ', 'カグラザカ', true],
    ['a blank within a name', '佐藤太郎', '佐藤　太郎', true],
    ['a blank that one types', '太郎 佐藤', '佐藤　太郎', true],
    ['an end of line within a word', '診療情報', '診療\n情報提供書', true],
    ['full-width letters and case', 'ＰＤＦ', 'letter.pdf', true],
    ['words in two places', '処方 錠', '処方せん　見本錠５ｍｇ', true],
    ['one letter', '錠', '見本錠', true],
    ['a word that is cut', '見本錠剤', '見本錠', false],
    ['variants of kanji', '高橋', '髙橋', false],
    ['one of two words missing', '佐藤 花子', '佐藤太郎', false],
    ['Latin words that only meet without their blank', 'newyork', 'New York', false],
  ])('%s', (_name, query, text, expected) => expect(finds(query, text)).toBe(expected));

  it('folding keeps every letter at its place', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => folded(keptText(text)).length === keptText(text).length));
  });
});

const LETTERS = [...'佐藤太郎患者処方せん錠カナかなｶﾅａbAB1 　\n髙高𠮷'];
const japanese = fc.array(fc.constantFrom(...LETTERS), { maxLength: 60 }).map((letters) => letters.join(''));

describe('filters of letter pairs', () => {
  it('leave out no document that a plain scan finds, and what they add is decided by the text', () => {
    fc.assert(
      fc.property(fc.array(japanese, { maxLength: 30 }), fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 4 }), (texts, letters) => {
        const words = wordsOf(letters.join(''));
        fc.pre(words.length > 0);
        const kept = texts.map((text) => folded(keptText(text)));
        const filters = new Filters();
        for (const [number, text] of kept.entries()) filters.put(number, filterOf(text));
        const scanned = kept.flatMap((text, number) => (words.every((word) => text.includes(word)) ? [number] : [])).reverse();
        const candidates = [...filters.candidates(words, Number.POSITIVE_INFINITY)];
        expect(candidates).toEqual([...candidates].sort((a, b) => b - a));
        expect(candidates.filter((number) => words.every((word) => kept[number]!.includes(word)))).toEqual(scanned);
      }),
    );
  });

  it('let few documents through that lack a word', () => {
    const filters = new Filters();
    for (let number = 0; number < 500; number += 1) {
      const text = Array.from({ length: 300 }, (_none, at) => String.fromCharCode(0x4e00 + ((number * 7919 + at * 104_729) % 3_000))).join('');
      filters.put(number, filterOf(text));
    }
    expect([...filters.candidates(['アイ'], Number.POSITIVE_INFINITY)].length).toBeLessThan(20);
  });

  it('take a document in again, out of order, and forget it', () => {
    const filters = new Filters();
    const numbers = (word: string, before = Number.POSITIVE_INFINITY) => [...filters.candidates([word], before)];
    for (const number of [5, 1, 9]) filters.put(number, filterOf('佐藤'));
    expect(numbers('佐藤')).toEqual([9, 5, 1]);
    expect(numbers('佐藤', 9)).toEqual([5, 1]);
    filters.put(5, filterOf('鈴木'));
    filters.remove(1);
    filters.remove(2);
    expect([numbers('佐藤'), numbers('鈴木'), filters.size]).toEqual([[9], [5], 2]);
  });
});

describe('the excerpt', () => {
  it.each<[string, string, readonly string[], string | null]>([
    [
      'shows the first word with what is around it',
      `${'あ'.repeat(50)}佐藤太郎${'い'.repeat(80)}`,
      ['佐藤'],
      `…${'あ'.repeat(20)}佐藤太郎${'い'.repeat(56)}…`,
    ],
    ['shows the letters as they were written', 'かな\nABC', ['カナ'], 'かな ABC'],
    ['is none where no word is', '太郎', ['佐藤'], null],
  ])('%s', (_name, kept, words, expected) => expect(excerptOf(kept, words)).toBe(expected));
});
