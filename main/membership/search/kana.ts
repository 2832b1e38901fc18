/** Letters that are compared as others: small ones as large ones, old ones as what they are read today. */
const COMPARED_AS: Readonly<Record<string, string>> = {
  ァ: 'ア',
  ィ: 'イ',
  ゥ: 'ウ',
  ェ: 'エ',
  ォ: 'オ',
  ッ: 'ツ',
  ャ: 'ヤ',
  ュ: 'ユ',
  ョ: 'ヨ',
  ヮ: 'ワ',
  ヵ: 'カ',
  ヶ: 'ケ',
  ヂ: 'ジ',
  ヅ: 'ズ',
  ヰ: 'イ',
  ヱ: 'エ',
  ヲ: 'オ',
  ヷ: 'バ',
  ヸ: 'ビ',
  ヹ: 'ベ',
  ヺ: 'ボ',
};

const COMPARED = new RegExp(`[${Object.keys(COMPARED_AS).join('')}]`, 'g');

const V_SOUNDS: Readonly<Record<string, string>> = { ア: 'バ', イ: 'ビ', ウ: 'ブ', エ: 'ベ', オ: 'ボ' };

/** What people type for the mark of a long vowel, behind kana. */
const LONG_MARKS = /(?<=[\u30a1-\u30fe])[-‐‑–—―−─~〜]/g;
const HIRAGANA = /[\u3041-\u3096\u309d\u309e]/g;
const TO_KATAKANA = 0x60;
const VOICED_MARK = '\u3099';

/** Kana in the one form in which names are kept for comparing: full-width katakana, marks joined to their letters; other letters as they are. */
const asKatakana = (text: string): string =>
  text
    .replace(/[゛ﾞ]/g, VOICED_MARK)
    .replace(/[゜ﾟ]/g, '\u309a')
    .normalize('NFKC')
    .replace(HIRAGANA, (letter) => String.fromCharCode(letter.charCodeAt(0) + TO_KATAKANA));

/** ヽ repeats the letter before it, ヾ with a voiced mark. */
const repeated = (text: string): string =>
  text.replace(/([\u30a1-\u30fa])([ヽヾ]+)/g, (_all, letter: string, marks: string) => {
    const plain = letter.normalize('NFD').charAt(0);
    return letter + [...marks].map((mark) => (mark === 'ヽ' ? plain : (plain + VOICED_MARK).normalize('NFC'))).join('');
  });

/**
 * Kana folded for searching: hiragana, katakana and half-width kana are one, so are ヴァ and バ, ヂ and ジ, ヅ and ズ, ヲ and オ, ョ and ヨ.
 * Letters of other scripts stay. What a text begins with, its folded form begins with too, but for ヴ, whose row its next letter tells.
 */
export const foldKana = (text: string): string =>
  repeated(asKatakana(text))
    .replace(LONG_MARKS, 'ー')
    .replace(/ヴ([ァィゥェォアイウエオ]?)/g, (_all, next: string) => V_SOUNDS[COMPARED_AS[next] ?? next] ?? 'ブ')
    .replace(COMPARED, (letter) => COMPARED_AS[letter] ?? letter);

/** A reading as it is searched: its kana alone, without spaces and dots. */
export const readingKey = (text: string): string => foldKana(text).replace(/[^\u30a1-\u30faー]/g, '');
