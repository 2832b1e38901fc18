/** How a reading is written. */
export const KANA_FORMATS = ['as-kept', 'hiragana', 'katakana'] as const;
export type KanaFormat = (typeof KANA_FORMATS)[number];

/** Half-width kana with their marks. */
const HALF_WIDTH = /[\uff61-\uff9f]+/g;
const LOOSE_MARKS = /[\u3040-\u30ff][\u3099\u309a]/g;
const BETWEEN_SCRIPTS = 0x60;

const whole = (text: string): string =>
  text.replace(HALF_WIDTH, (run) => run.normalize('NFKC')).replace(LOOSE_MARKS, (pair) => pair.normalize('NFC'));
const shift = (text: string, letters: RegExp, by: number): string =>
  text.replace(letters, (letter) => String.fromCharCode(letter.charCodeAt(0) + by));

const FORMATS: Readonly<Record<KanaFormat, (text: string) => string>> = {
  'as-kept': (text) => text,
  // ヴ, ヵ and ヶ stay, because JIS X 0208 has no such hiragana.
  hiragana: (text) => shift(whole(text), /[ァ-ンヽヾ]/g, -BETWEEN_SCRIPTS),
  katakana: (text) => shift(whole(text), /[ぁ-ゖゝゞ]/g, BETWEEN_SCRIPTS),
};

/**
 * A reading in the script that is asked for, half-width kana made whole; other letters as they are.
 * @example kanaText('ｶｸﾞﾗｻﾞｶ　さんじゅうし', 'hiragana') // 'かぐらざか　さんじゅうし'
 */
export const kanaText = (text: string, format: KanaFormat): string => FORMATS[format](text);
