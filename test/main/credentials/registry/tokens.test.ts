import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingKey } from '../../../../main/membership/search/kana.ts';
import { writtenKey } from '../../../../main/membership/search/written-name.ts';
import { searchTokens, SHORTEST } from '../../../../main/credentials/registry/tokens.ts';
import { fieldsOf } from '../../../support/authority-desk.ts';

const tokens = searchTokens(new Uint8Array(32).fill(7));
const hex = (list: readonly Uint8Array[]) => list.map((token) => Buffer.from(token).toString('hex'));
/** Whether what was typed finds somebody by the index alone. */
const finds = (text: string, fields: ReturnType<typeof fieldsOf>): boolean => {
  const own = new Set(hex(tokens.of(fields)));
  return hex(tokens.typed(text)).some((token) => own.has(token));
};

describe('who is found', () => {
  it.each<[kana: string, typed: string]>([
    ['おおの　たろう', 'おお'],
    ['おおの　たろう', 'おおの'],
    ['おおの　たろう', 'おーの'],
    ['おおの　たろう', 'オオノ'],
    ['おおの　たろう', 'ｵｵﾉ'],
    ['おうの　たろう', 'おうの'],
    ['おおうち　みき', 'おおう'],
    ['おおうち　みき', 'おおうち'],
    ['こうの　ゆう', 'こう'],
    ['さとう　ゆうこ', 'ゆう'],
    ['さとう　ゆうこ', 'ゆうこ'],
    ['さとう　けいこ', 'けい'],
    ['さとう　しんいち', 'しん'],
    ['さとう　しんいち', 'しんい'],
    ['けんもつ　じろう', 'けん'],
    ['かんの　じろう', 'かん'],
    ['かんの　じろう', 'かんの'],
    ['なかじま　じろう', 'なかし'],
    ['なかしま　じろう', 'なかじま'],
    ['しょうだ　じろう', 'しょ'],
    ['やまだ　じろう', 'ヤマダ　ジ'],
  ])('%s by %s', (kana, typed) => expect(finds(typed, fieldsOf({ kana }))).toBe(true));

  it.each<[name: string, typed: string]>([
    ['大野　太郎', '大野'],
    ['大野　太郎', '大野太郎'],
    ['齋藤　太郎', '斎藤'],
    ['齊藤　太郎', '斉藤'],
    ['髙橋　太郎', '高橋'],
    ['佐々木　太郎', '佐々'],
    ['佐々木　太郎', '佐佐木'],
    ['井ノ上　太郎', '井ノ'],
    ['井ノ上　太郎', '井ノ上'],
    ['一ノ瀬　ミキ', '一ノ瀬ミ'],
  ])('%s by %s', (name, typed) => expect(finds(typed, fieldsOf({ name, kana: 'ほか　ほか' }))).toBe(true));

  it.each<[what: string, typed: string]>([
    ['the registration number', '345678'],
    ['with zeros', '0345678'],
    ['as it is written on papers', '第345678号'],
    ['in full width', '３４５６７８'],
    ['the member number', '1234567890'],
    ['the telephone', '03-1234-5678'],
    ['the telephone without hyphens', '0312345678'],
    ['a former name', '旧姓'],
  ])('by %s: %s', (_what, typed) => expect(finds(typed, fieldsOf({ formerName: '旧姓　花子' }))).toBe(true));

  it.each([
    ['another beginning', 'さと'],
    ['what is within', 'しょう'],
    ['a single letter', 'け'],
    ['nothing', ''],
    ['another number', '345679'],
    ['a part of a number', '3456'],
    ['another registration number of the same digits', '3456780'],
  ])('not by %s: %s', (_what, typed) => expect(finds(typed, fieldsOf({ kana: 'けんしょう　たろう' }))).toBe(false));

  const KANA = [
    ...'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわんがぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽゃゅょっー',
  ];
  const KANJI = [...'佐藤鈴木高橋田中伊渡邊山本齋髙井上ノ々太郎花子一二三榮'];
  const word = (letters: readonly string[], least: number, most: number) =>
    fc.array(fc.constantFrom(...letters), { minLength: least, maxLength: most }).map((list) => list.join(''));
  /** Marks stand behind something that they lengthen or repeat. */
  const kana = word(KANA, 2, 8).map((text) => `か${text}`);
  const kanji = word(KANJI, 1, 5).map((text) => `山${text}`);
  const beginningsOf = (text: string) => Array.from({ length: text.length - 1 }, (_none, index) => text.slice(0, index + 2));

  it('by every beginning of at least two letters of the reading, of the given name’s, and of the name', () => {
    fc.assert(
      fc.property(kana, kana, kanji, kanji, (family, given, familyName, givenName) => {
        const fields = fieldsOf({ kana: `${family}　${given}`, name: `${familyName}　${givenName}` });
        const long = (key: string) => [...key].length >= SHORTEST;
        for (const text of [...beginningsOf(family + given), ...beginningsOf(given)])
          if (long(readingKey(text))) expect([text, finds(text, fields)]).toEqual([text, true]);
        for (const text of beginningsOf(familyName + givenName))
          if (long(writtenKey(text))) expect([text, finds(text, fields)]).toEqual([text, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('by keyed hashes that say nothing without their key', () => {
    const other = searchTokens(new Uint8Array(32).fill(8));
    const fields = fieldsOf();
    expect(hex(tokens.of(fields)).filter((token) => hex(other.of(fields)).includes(token))).toEqual([]);
    expect(tokens.of(fields).every((token) => token.length === 9)).toBe(true);
  });

  it.each<[what: string, changed: Parameters<typeof fieldsOf>[0], kinds: string[]]>([
    ['everything', {}, ['registration', 'memberId', 'nameAndBirth', 'kanaAndBirth']],
    ['no birth date', { birthDate: '' }, ['registration', 'memberId']],
    ['no member number', { memberId: '' }, ['registration', 'nameAndBirth', 'kanaAndBirth']],
    ['no reading', { kana: '' }, ['registration', 'memberId', 'nameAndBirth']],
  ])('as one person, with %s', (_what, changed, kinds) => {
    expect(tokens.identity(fieldsOf(changed)).map(({ kind }) => kind)).toEqual(kinds);
  });
});
