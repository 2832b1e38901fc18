import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKeys } from '../../../../main/membership/search/name-index.ts';
import { orderedNames } from '../../../../main/membership/search/ordered-names.ts';
import { anyText, japaneseText } from '../support/texts.ts';

interface Person {
  readonly registration: string | null;
  readonly name: string;
  readonly kana: string;
  readonly keys: ReturnType<typeof nameKeys>;
}

const person = (registration: string | null, name: string, kana: string): Person => ({ registration, name, kana, keys: nameKeys(name, kana) });
const order = (a: Person, b: Person) => (a.kana < b.kana ? -1 : a.kana > b.kana ? 1 : Number(a.registration) - Number(b.registration));

function names(people: readonly Person[]) {
  const made = orderedNames(order);
  for (const one of people) made.add(one);
  return made;
}
const nobodyFirst = () => false;

const PEOPLE = [
  person('123456', '田中　太郎', 'タナカ　タロウ'),
  person('123', '田中　花子', 'たなか　はなこ'),
  person('1234', '大野　優子', 'オオノ　ユウコ'),
  person('77', '小野　薫', 'オノ　カオル'),
  person('88', '河野　慎也', 'コウノ　シンヤ'),
  person('99', '髙橋　真一', 'タカハシ　シンイチ'),
  person('501', '渡邉󠄂　龍之介', 'ワタナベ　リュウノスケ'),
  person('502', '佐々木　愛', 'ササキ　アイ'),
  person('503', '中島　瑞穂', 'ナカジマ　ミヅホ'),
  person('504', '山﨑　ヴァン', 'ヤマザキ　ヴァン'),
  person('505', 'John Smith', 'ジョン　スミス'),
  person('506', '難波太郎', 'ナンバタロウ'),
  person(null, '〓田　一', 'ｶｹﾀﾞ ﾊｼﾞﾒ'),
];
const all = names(PEOPLE);
const found = (text: string, limit = 100) => all.search(text, limit, nobodyFirst).map(({ registration }) => registration);

describe('a search', () => {
  it.each([
    ['12', ['123', '1234', '123456'], 'first digits of the number, in order of readings'],
    ['50', ['502', '505', '503', '506', '504', '501'], 'first digits of the number, in order of readings'],
    ['123', ['123', '1234', '123456'], 'the very number first'],
    ['00123', ['123', '1234', '123456'], 'zeros before it'],
    ['第123号', ['123', '1234', '123456'], 'as it is written'],
    ['１２３４', ['1234', '123456'], 'full-width'],
    ['456', [], 'not from within the number'],
    ['タナカ', ['123', '123456'], 'reading'],
    ['たなか', ['123', '123456'], 'hiragana'],
    ['ﾀﾅｶ', ['123', '123456'], 'half-width'],
    ['tanaka', ['123', '123456'], 'romaji'],
    ['tanak', ['123', '123456'], 'romaji that is not yet complete'],
    ['たなｋ', ['123', '123456'], 'as an input method leaves it'],
    ['田中', ['123', '123456'], 'kanji'],
    ['田中太', ['123456'], 'without space'],
    ['田中 太', ['123456'], 'with another space'],
    ['太郎 田中', ['123456'], 'given name first'],
    ['taro tanaka', ['123456'], 'given name first, short vowels'],
    ['田中たろ', ['123456'], 'kanji with kana behind'],
    ['太郎', ['123456', '506'], 'given name before what is within'],
    ['タロウ', ['123456', '506'], 'given name before what is within'],
    ['オノ', ['77', '1234'], 'what is read so before what is read so loosely'],
    ['オオノ', ['1234', '77'], 'what is read so before what is read so loosely'],
    ['おーの', ['1234', '77'], 'long vowel as a mark'],
    ['ohno', ['1234', '77'], 'long vowel as an h'],
    ['Ōno', ['1234', '77'], 'long vowel as a macron'],
    ['コノ', ['88'], 'without the long vowel'],
    ['kono', ['88'], 'romaji without the long vowel'],
    ['ユコ', ['1234'], 'given name without the long vowel'],
    ['shinichi', ['99'], 'n before a vowel'],
    ['sin', ['88', '99'], 'two given names'],
    ['shinya', ['88'], 'n before y'],
    ['高橋', ['99'], 'another form of a kanji'],
    ['渡辺', ['501'], 'old forms and variation selectors'],
    ['竜', ['501'], 'given name in a new form'],
    ['佐佐木', ['502'], 'a letter for its repetition'],
    ['なかしま', ['503'], 'without voice'],
    ['ミズホ', ['503'], 'ヅ as ズ'],
    ['山崎バン', ['504'], 'ヴァ as バ'],
    ['smith', ['505'], 'a name in the alphabet'],
    ['SMITH john', ['505'], 'in capitals and another order'],
    ['namba', ['506'], 'm for n'],
    ['かけだ', [null], 'somebody without a number, half-width'],
    ['田　一', [null], 'letters beside one that could not be read'],
    ['', [], 'nothing'],
    ['　', [], 'a space'],
    ['・', [], 'a dot'],
    ['鈴木', [], 'nobody'],
    ['12345678', [], 'too long for a number'],
    ['田中 花', ['123'], 'both parts'],
    ['田中 次', [], 'parts of which one does not fit'],
  ] as readonly (readonly [string, readonly (string | null)[], string])[])('for %j finds %j: %s', (text, registrations) =>
    expect(found(text)).toEqual(registrations),
  );

  it('shows those who are first before all others, and the same order among them', () => {
    const first = ({ registration }: Person) => registration === '506' || registration === '77';
    expect(all.search('タロウ', 100, first).map(({ registration }) => registration)).toEqual(['506', '123456']);
    expect(all.search('オオノ', 100, first).map(({ registration }) => registration)).toEqual(['77', '1234']);
  });

  it('stays within its limit', () => {
    expect(found('タナカ', 1)).toEqual(['123']);
    expect(found('ア', 0)).toEqual([]);
  });

  it('follows who comes and goes', () => {
    const some = names(PEOPLE);
    const newcomer = person('600', '田中　次郎', 'タナカ　ジロウ');
    some.search('たなか', 10, nobodyFirst);
    some.add(newcomer);
    expect(some.search('たなか', 10, nobodyFirst).map(({ registration }) => registration)).toEqual(['123', '600', '123456']);
    some.remove(newcomer);
    some.remove(newcomer);
    expect(some.search('たなか', 10, nobodyFirst).map(({ registration }) => registration)).toEqual(['123', '123456']);
  });
});

const FAMILIES = [
  ['田中', 'タナカ'],
  ['大野', 'オオノ'],
  ['河野', 'コウノ'],
  ['渡邊', 'ワタナベ'],
  ['髙橋', 'タカハシ'],
  ['齋藤', 'サイトウ'],
  ['今野', 'コンノ'],
  ['五十嵐', 'イガラシ'],
  ['新谷', 'ニイヤ'],
  ['中津', 'ナカツ'],
  ['王', 'オウ'],
] as const;
const GIVEN = [
  ['優子', 'ユウコ'],
  ['慎也', 'シンヤ'],
  ['健一郎', 'ケンイチロウ'],
  ['翔太', 'ショウタ'],
  ['京香', 'キョウカ'],
  ['みづほ', 'ミヅホ'],
  ['薫', 'カヲル'],
  ['恵', 'ケイ'],
  ['眞一', 'シンイチ'],
] as const;

/** Two hundred people in several pieces would not be met by a small list: the same names under many numbers, in one of which all is to be found. */
const crowd = FAMILIES.flatMap(([family, familyKana], f) =>
  GIVEN.map(([given, givenKana], g) => person(String(1000 + f * 50 + g), `${family}　${given}`, `${familyKana}　${givenKana}`)),
);
const crowdNames = names(crowd);
const finds = (text: string, one: Person) => crowdNames.search(text, crowd.length, nobodyFirst).includes(one);

const HIRAGANA = (text: string) => text.replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
const HALF: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 0x3f }, (_, index) => String.fromCharCode(0xff61 + index)).map((letter) => [letter.normalize('NFKC'), letter]),
);
const HALF_WIDTH = (text: string) => [...text.normalize('NFD')].map((letter) => HALF[letter] ?? letter).join('');

/** Ways in which people write one reading. */
const SPELLINGS: readonly (readonly [string, (kana: string) => string])[] = [
  ['as it is', (kana) => kana],
  ['hiragana', HIRAGANA],
  ['half-width', HALF_WIDTH],
  ['marks apart', (kana) => kana.normalize('NFD')],
  ['without space', (kana) => kana.replace('　', '')],
  ['large kana', (kana) => kana.replace(/[ャュョ]/g, (letter) => ({ ャ: 'ヤ', ュ: 'ユ', ョ: 'ヨ' })[letter] ?? '')],
  ['long vowels as marks', (kana) => kana.replace(/(?<=[オコトョユ])[オウ]/g, 'ー').replace(/(?<=[ケニ])イ/g, 'ー')],
  ['long vowels missing', (kana) => kana.replace(/(?<=[オコトョユロ])[オウ]/g, '').replace(/(?<=[ケニ])イ/g, '')],
  [
    'long vowels differing',
    (kana) =>
      kana
        .replace(/(?<=[コトョ])ウ/g, 'オ')
        .replace(/(?<=オ)オ/g, 'ウ')
        .replace(/(?<=ケ)イ/g, 'エ'),
  ],
  ['ヅ as ズ', (kana) => kana.replaceAll('ヅ', 'ズ')],
  ['ヲ as オ', (kana) => kana.replaceAll('ヲ', 'オ')],
  ['without voice', (kana) => kana.replaceAll('ガ', 'カ').replaceAll('ベ', 'ヘ')],
];

const KUNREI: Readonly<Record<string, string>> = {
  ...{
    ア: 'a',
    イ: 'i',
    ウ: 'u',
    オ: 'o',
    カ: 'ka',
    ガ: 'ga',
    キ: 'ki',
    ケ: 'ke',
    コ: 'ko',
    サ: 'sa',
    シ: 'si',
    タ: 'ta',
    チ: 'ti',
    ツ: 'tu',
    ト: 'to',
  },
  ...{
    ナ: 'na',
    ニ: 'ni',
    ノ: 'no',
    ハ: 'ha',
    ベ: 'be',
    ホ: 'ho',
    ミ: 'mi',
    ヤ: 'ya',
    ユ: 'yu',
    ラ: 'ra',
    ロ: 'ro',
    ル: 'ru',
    ワ: 'wa',
    ヲ: 'o',
    ヅ: 'zu',
    ン: 'n',
  },
};
const kunrei = (kana: string) =>
  kana.replace(/([キシ])([ョ])|[\u30a1-\u30f6]/g, (letter, row?: string) => (row ? `${KUNREI[row]!.charAt(0)}yo` : (KUNREI[letter] ?? letter)));
const hepburn = (kana: string) => kunrei(kana).replaceAll('sy', 'sh').replaceAll('si', 'shi').replaceAll('ti', 'chi').replaceAll('tu', 'tsu');
const ROMAJI: readonly (readonly [string, (kana: string) => string])[] = [
  ['Kunrei', kunrei],
  ['Hepburn', hepburn],
  ['Hepburn with apostrophes', (kana) => hepburn(kana.replace(/ン(?=[アイウエオヤユヨ])/g, "ン'"))],
  ['Hepburn without long vowels', (kana) => hepburn(kana).replace(/ou|oo/g, 'o').replaceAll('uu', 'u').replaceAll('ei', 'e').replaceAll('ii', 'i')],
  ['Hepburn with h', (kana) => hepburn(kana).replace(/o[ou](?=[knrt]|$)/g, 'oh')],
  ['Hepburn with macrons', (kana) => hepburn(kana).replace(/ou|oo/g, 'ō').replaceAll('uu', 'ū')],
  ['capitals', (kana) => hepburn(kana).toUpperCase()],
];

const WRITTEN: readonly (readonly [string, (name: string) => string])[] = [
  ['as it is', (name) => name],
  ['without space', (name) => name.replace('　', '')],
  ['new forms', (name) => name.replaceAll('邊', '辺').replaceAll('髙', '高').replaceAll('齋', '斎').replaceAll('眞', '真')],
  ['other forms', (name) => name.replaceAll('邊', '邉').replaceAll('齋', '斉').replaceAll('恵', '惠').replaceAll('国', '國')],
  ['variation selectors', (name) => name.replace(/[邊齋]/g, '$&\u{e0101}')],
];

const one = fc.constantFrom(...crowd);

describe('whoever types', () => {
  it.each(SPELLINGS)('a reading %s finds its owner', (_how, spell) => {
    fc.assert(
      fc.property(one, (owner) => {
        expect(finds(spell(owner.kana), owner)).toBe(true);
      }),
    );
  });

  it.each(ROMAJI)('%s finds its owner', (_how, spell) => {
    fc.assert(
      fc.property(one, (owner) => {
        expect(finds(spell(owner.kana), owner)).toBe(true);
      }),
    );
  });

  it.each(WRITTEN)('a name %s finds its owner', (_how, spell) => {
    fc.assert(
      fc.property(one, (owner) => {
        expect(finds(spell(owner.name), owner)).toBe(true);
      }),
    );
  });

  it('any beginning of any spelling finds its owner, down to the first letter', () => {
    const begun = fc.tuple(one, fc.constantFrom(...SPELLINGS, ...ROMAJI), fc.nat({ max: 30 })).map(([owner, [how, spell], length]) => ({
      owner,
      how,
      typed: spell(owner.kana)
        .replace(/\s/g, '')
        .slice(0, length + 1),
    }));
    fc.assert(
      fc.property(begun, ({ owner, typed }) => {
        expect(finds(typed, owner)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('any text gets an answer within the limit, each person once', () => {
    const limits = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(fc.oneof(anyText, japaneseText), limits, (text, limit) => {
        const answer = crowdNames.search(text, limit, ({ registration }) => Number(registration) % 3 === 0);
        expect(answer.length).toBeLessThanOrEqual(limit);
        expect(new Set(answer).size).toBe(answer.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a smaller limit gives the beginning of the same answer', () => {
    fc.assert(
      fc.property(japaneseText, fc.nat({ max: 20 }), (text, limit) => {
        expect(crowdNames.search(text, limit, nobodyFirst)).toEqual(crowdNames.search(text, 100, nobodyFirst).slice(0, limit));
      }),
    );
  });

  it('finds the same in many pieces as in one', () => {
    const many = names(
      Array.from({ length: 60 }, (_, round) => crowd.map((owner) => ({ ...owner, registration: `${owner.registration}${round}` }))).flat(),
    );
    for (const owner of crowd) {
      const ours = many.search(owner.kana, 100_000, nobodyFirst).filter(({ kana }) => kana === owner.kana);
      expect(ours.length).toBe(60);
      expect(ours.map(({ registration }) => Number(registration))).toEqual(
        ours.map(({ registration }) => Number(registration)).toSorted((a, b) => a - b),
      );
    }
  });
});
