/** A vowel and those that lengthen it: they are often written otherwise or not at all (オオノ, オーノ, オノ; コウノ, コノ; ケイコ, ケコ). */
const LENGTHENED_BY: Readonly<Record<string, string>> = { ア: 'ア', イ: 'イ', ウ: 'ウ', エ: 'エイ', オ: 'オウ' };

const byLetter = (rows: Readonly<Record<string, string>>) =>
  new Map(Object.entries(rows).flatMap(([to, letters]) => [...letters].map((letter) => [letter, to] as const)));

const VOWEL_OF = byLetter({
  ア: 'アカサタナハマヤラワ',
  イ: 'イキシニヒミリ',
  ウ: 'ウクスヌフムユル',
  エ: 'エケセテネヘメレ',
  オ: 'オコソトノホモヨロ',
});

/** Voiced or not is one (ナカシマ, ナカジマ); so are チ and シ, ツ and ス, which are read alike once voiced. */
const VOICELESS = byLetter({
  ...{ カ: 'ガ', キ: 'ギ', ク: 'グ', ケ: 'ゲ', コ: 'ゴ', サ: 'ザ', シ: 'ジチ', ス: 'ズツ', セ: 'ゼ', ソ: 'ゾ', タ: 'ダ', テ: 'デ', ト: 'ド' },
  ...{ ハ: 'バパ', ヒ: 'ビピ', フ: 'ブプ', ヘ: 'ベペ', ホ: 'ボポ' },
});

const N = 'ン';
const N_ROW = 'ナニヌネノ';
const N_BEFORE: Readonly<Record<string, string>> = { ア: 'ナ', イ: 'ニ', ウ: 'ヌ', エ: 'ネ', オ: 'ノ', ヤ: 'ニヤ', ユ: 'ニユ', ヨ: 'ニヨ' };

/** Letters with which a loose reading may go on where another one ends in ン. */
export const AFTER_N = N + N_ROW;

/** One letter as loose readings have it. */
export const looseLetter = (letter: string): string => VOICELESS.get(letter) ?? letter;

/**
 * A folded reading without what people hear or write differently: long vowels are short, voiced is voiceless, and ン is joined to a vowel or a
 * ナ behind it, as letters of the alphabet do not tell them apart (shinichi, kenya). It only widens a search.
 * What a reading begins with, its loose form begins with too, but for a ン at the end: see `AFTER_N`.
 */
export function looseReading(folded: string): string {
  let loose = '';
  let vowel = '';
  for (const letter of folded) {
    if (letter === 'ー' || (LENGTHENED_BY[vowel] ?? '').includes(letter)) continue;
    const joined = loose.endsWith(N) ? N_BEFORE[letter] : undefined;
    const overN = joined !== undefined || (loose.endsWith(N) && N_ROW.includes(letter));
    loose = (overN ? loose.slice(0, -N.length) : loose) + (joined ?? looseLetter(letter));
    vowel = VOWEL_OF.get(loose.at(-1) ?? '') ?? '';
  }
  return loose;
}
