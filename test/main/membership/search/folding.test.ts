import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import variants from '../../../../resources/membership/kanji-variants.json' with { type: 'json' };
import { readingKey } from '../../../../main/membership/search/kana.ts';
import { looseReading } from '../../../../main/membership/search/loose-reading.ts';
import { romajiReading } from '../../../../main/membership/search/romaji.ts';
import { writtenKey } from '../../../../main/membership/search/written-name.ts';
import { anyText } from '../support/texts.ts';

/** Every text of a row has one key, and the rows have different ones. */
const one = (key: (text: string) => string, rows: readonly string[]) => {
  const keys = rows.map((row) => [...new Set(row.split(' ').map(key))]);
  expect(keys.filter((all) => all.length !== 1)).toEqual([]);
  expect(new Set(keys.flat()).size).toBe(rows.length);
};

describe('readings', () => {
  it('are one in hiragana, katakana, half-width and with marks apart', () => {
    one(readingKey, ['たなか タナカ ﾀﾅｶ', 'がるしあ ガルシア ｶﾞﾙｼｱ か\u3099るしあ か゛るしあ', 'ぺぺ ペペ ﾍﾟﾍﾟ へ\u309aへ\u309a へ゜ぺ']);
  });

  it('are one with letters that are read alike', () => {
    one(readingKey, [
      'ヴァン バン ヷン ｳﾞｧﾝ ゔぁん',
      'ヴィ ビ ヸ',
      'ヴェラ ベラ',
      'ヴォ ボ',
      'ヴ ブ ゔ',
      'ミヂカ ミジカ',
      'ミヅキ ミズキ',
      'カヲル カオル',
      'ヰ イ',
      'ヱミ エミ',
      'リョウ リヨウ',
      'ハットリ ハツトリ',
      'ケンヶ ケンケ',
      'すゞき スズキ',
      'みすゞ ミスズ',
      'さゝき ササキ',
      'タ・ナ・カ タ　ナ　カ タナカ',
      'オーノ オｰノ オ-ノ オ―ノ オ〜ノ',
    ]);
  });

  it('differ by what people tell apart', () => {
    one(readingKey, ['ナカシマ', 'ナカジマ', 'オノ', 'オオノ', 'オーノ', 'ユウコ', 'ユキ']);
  });

  it('are one loosely without long vowels, voice, and the n that the alphabet does not tell', () => {
    one(
      (text) => looseReading(readingKey(text)),
      [
        'オオノ オーノ オノ オウノ オオオノ',
        'コウノ コーノ コノ コオノ コンノ',
        'ユウコ ユーコ ユコ',
        'ケイコ ケーコ ケコ ケエコ',
        'ニイナ ニーナ ニナ',
        'マアヤ マーヤ マヤ',
        'ナカシマ ナカジマ',
        'ナカツ ナカヅ ナカズ',
        'タカタ タカダ',
        'ケンイチ ケニチ',
        'シンヤ シニヤ シニャ',
      ],
    );
  });
});

describe('romaji', () => {
  it.each([
    ['tanaka', 'タナカ'],
    ['shi', 'シ'],
    ['si', 'シ'],
    ['chiba', 'チバ'],
    ['tiba', 'チバ'],
    ['tsuji', 'ツジ'],
    ['tuzi', 'ツジ'],
    ['fujii', 'フジイ'],
    ['huzii', 'フジイ'],
    ['shouta', 'シヨウタ'],
    ['syouta', 'シヨウタ'],
    ['junko', 'ジユンコ'],
    ['zyunko', 'ジユンコ'],
    ['jyunko', 'ジユンコ'],
    ['chou', 'チヨウ'],
    ['tyou', 'チヨウ'],
    ['ohno', 'オーノ'],
    ['ohta', 'オータ'],
    ['ohhashi', 'オーハシ'],
    ['ohashi', 'オハシ'],
    ['itoh', 'イト'],
    ['o-no', 'オーノ'],
    ["shin'ichi", 'シンイチ'],
    ['shinichi', 'シニチ'],
    ['konno', 'コンノ'],
    ['kannda', 'カンダ'],
    ['namba', 'ナンバ'],
    ['nanba', 'ナンバ'],
    ['homma', 'ホンマ'],
    ['hattori', 'ハツトリ'],
    ['hatchou', 'ハツチヨウ'],
    ['ryouko', 'リヨウコ'],
    ['lyouko', 'リヨウコ'],
    ['kaworu', 'カオル'],
    ['vera', 'ベラ'],
    ['xtu', 'ツ'],
  ])('%s is read %s', (letters, kana) => expect(romajiReading(letters)).toEqual({ kana, next: '' }));

  it.each([
    ['tanak', 'タナ', 'カキクケコ'],
    ['k', '', 'カキクケコ'],
    ['sh', '', 'シ'],
    ['t', '', 'タチツテト'],
    ['n', '', 'ナニヌネノン'],
    ['shin', 'シ', 'ナニヌネノン'],
    ['nam', 'ナ', 'マミムメモン'],
    ['hatt', 'ハツ', 'タチツテト'],
    ['ky', '', 'キ'],
    ['oh', 'オ', ''],
    ["ken'", 'ケン', ''],
  ])('%s goes on from %s', (letters, kana, next) => expect(romajiReading(letters)).toEqual({ kana, next }));

  it.each(['smith', 'xyz', 'k-', "'k'", 'brown'])('%s cannot be Japanese', (letters) => expect(romajiReading(letters)).toBeNull());
});

describe('written names', () => {
  it('are one in old, new and variant forms', () => {
    one(writtenKey, [
      '高橋 髙橋 髙𣘺',
      '山崎 山﨑 山嵜 山碕',
      '渡辺 渡邊 渡邉 渡邉󠄂 渡　辺',
      '斎藤 齋藤 斉藤 齊藤',
      '沢口 澤口',
      '浜田 濵田 濱田',
      '広瀬 廣瀨',
      '国分 國分',
      '中島 中嶋 中嶌',
      '真弓 眞弓',
      '徳田 德田',
      '恵子 惠子',
      '竜 龍',
      '吉田 𠮷田',
      '桜井 櫻井',
      '富田 冨田',
      '渕上 淵上 渊上',
      '辻 辻󠄀 辻󠄁',
      '葛󠄀西 葛󠄁西 葛西',
      '神谷 神谷',
      '佐々木 佐佐木',
      '龍ヶ崎 竜ケ﨑',
      '田中タロウ 田中たろう 田中ﾀﾛｳ',
      'JosÉ jose Ｊｏｓé',
    ]);
  });

  it('differ by what people tell apart', () => one(writtenKey, ['田中', '中田', '田仲', '太田', '大田', '斎藤', '佐藤']));

  it('have each letter in one group only, and no group of one', () => {
    const letters = variants.groups.flatMap((group) => [...group]);
    expect(new Set(letters).size).toBe(letters.length);
    expect(variants.groups.filter((group) => [...group].length < 2)).toEqual([]);
  });

  it('have no row for what Unicode says itself', () => {
    expect(variants.groups.flatMap((group) => [...group]).filter((letter) => letter !== letter.normalize('NFKC'))).toEqual([]);
  });

  it('are folded once and for all', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(writtenKey(writtenKey(text))).toBe(writtenKey(text));
      }),
    );
  });
});
