import iconv from 'iconv-lite';
import { getaCase } from '../print/geta.ts';
import type { TextEncoding } from './decode-text.ts';

/** Letters that Windows-31J writes by another code point of the same sign: Unicode's mapping of JIS X 0208 and that of Microsoft differ. */
const SAME_SIGN: Readonly<Record<string, string>> = {
  '\u301c': '～',
  '\u2212': '－',
  '\u2016': '∥',
  '\u2014': '―',
  '\u00a2': '￠',
  '\u00a3': '￡',
  '\u00ac': '￢',
  '\u00a5': '￥',
};
const SAME_SIGNS = new RegExp(`[${Object.keys(SAME_SIGN).join('')}]`, 'g');
/** Kana with its mark as a letter of its own, as macOS writes them. */
const LOOSE_MARKS = /[\u3040-\u30ff][\u3099\u309a]/g;
/** One letter with what belongs to it. */
const LETTERS = /.[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]?/gsu;
/** 外字: Windows-31J has codes for them, but nobody else's computer has the letters. */
const PRIVATE_USE = /[\u{e000}-\u{f8ff}\u{f0000}-\u{10ffff}]/u;

export interface EncodedText {
  readonly bytes: Uint8Array;
  /** Letters that the encoding lacks, each once; 〓 stands for them. */
  readonly missing: readonly string[];
}

function windows31j(text: string): EncodedText {
  const geta = getaCase();
  const known = new Map<string, string>();
  const writable = (letter: string): string => {
    const able = !PRIVATE_USE.test(letter) && iconv.decode(iconv.encode(letter, 'windows-31j'), 'windows-31j') === letter;
    return able ? letter : geta.substitute(letter);
  };
  const written = text
    .replace(LOOSE_MARKS, (pair) => pair.normalize('NFC'))
    .replace(SAME_SIGNS, (sign) => SAME_SIGN[sign]!)
    .replace(LETTERS, (letter) => {
      const found = known.get(letter) ?? writable(letter);
      known.set(letter, found);
      return found;
    });
  return { bytes: iconv.encode(written, 'windows-31j'), missing: geta.letters() };
}

const BOM = '\ufeff';

const ENCODINGS: Readonly<Record<TextEncoding, (text: string) => EncodedText>> = {
  'utf-8': (text) => ({ bytes: Buffer.from(BOM + text, 'utf8'), missing: [] }),
  shift_jis: windows31j,
};

/**
 * Text of a file for other offices: UTF-8 with a byte order mark, by which Excel knows it, or Shift_JIS in the form of Windows (Windows-31J).
 * A letter that the encoding lacks becomes 〓.
 */
export const encodeText = (text: string, encoding: TextEncoding): EncodedText => ENCODINGS[encoding](text);
