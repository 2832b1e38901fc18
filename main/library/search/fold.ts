import { kanaText } from '../../tables/kana.ts';

const INVISIBLE = /\p{Cf}+/gu;
const BLANK = /[\p{Cc}\p{Z}]+/gu;
/** Blanks in Japanese are for the eye: 佐藤　太郎 and 佐藤太郎 are one name, and a line may end within any word. */
const BLANK_IN_JAPANESE = /(?<=[^\0-\u024f]) | (?=[^\0-\u024f])/g;

/** A text as it is kept to be searched: widths and half-width kana made one (NFKC), one blank at most, none beside Japanese. */
export const keptText = (text: string): string =>
  text.normalize('NFKC').replace(INVISIBLE, '').replace(BLANK, ' ').replace(BLANK_IN_JAPANESE, '').trim();

/** Lower case without a change of length, so that a place in the folded text is the same place in the kept one. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)).join('');
}

/** A kept text as it is compared: hiragana and katakana, upper and lower case are the same. Variants of kanji (髙, 高) stay apart. */
export const folded = (kept: string): string => lowerCase(kanaText(kept, 'katakana'));

/** What is looked for: each word must be in the text, wherever it stands. */
export const wordsOf = (query: string): readonly string[] => [
  ...new Set(
    query
      .split(/\s+/u)
      .map((word) => folded(keptText(word)))
      .filter((word) => word !== ''),
  ),
];
