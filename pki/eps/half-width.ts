/** Half-width katakana and marks (JIS X 0201) with their full-width letters, which NFKC knows in that direction alone. */
const HALF_WIDTH: ReadonlyMap<string, string> = new Map([
  ...Array.from({ length: 0xff9f - 0xff61 + 1 }, (_none, index) => String.fromCharCode(0xff61 + index)).map((half): [string, string] => [
    half.normalize('NFKC'),
    half,
  ]),
  ['\u3099', 'ﾞ'],
  ['\u309a', 'ﾟ'],
  ['ヮ', 'ﾜ'],
  ['ヰ', 'ｲ'],
  ['ヱ', 'ｴ'],
  ['ヵ', 'ｶ'],
  ['ヶ', 'ｹ'],
  ['\u3000', ' '],
]);
const HIRAGANA = /[\u3041-\u3096]/g;
const TO_KATAKANA = 0x60;

/**
 * A reading as the prescription records want it (SJ1, records 5 and 11): half-width katakana, its parts between ASCII spaces, letters and digits in ASCII.
 * Anything that has no such form stays as it is, to be refused where the field is checked.
 */
export const halfWidth = (text: string): string =>
  [
    ...text
      // Marks that stand alone would become a space and a mark.
      .replace(/[゛ﾞ]/g, '\u3099')
      .replace(/[゜ﾟ]/g, '\u309a')
      .normalize('NFKC')
      .replace(HIRAGANA, (letter) => String.fromCharCode(letter.charCodeAt(0) + TO_KATAKANA))
      .normalize('NFD'),
  ]
    .map((letter) => HALF_WIDTH.get(letter) ?? letter)
    .join('')
    .normalize('NFC');
