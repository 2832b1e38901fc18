import { UNREADABLE_LETTER } from '../../tables/decode-text.ts';

/** Stands in what is kept for a letter that could not be read; printers have always used it so. */
export const MISSING_LETTER = '〓';

/** With the marks that these scripts share, ー and ・. */
const JAPANESE = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u;
const HALF_WIDTH_KANA = /[\uff61-\uff9f]+/g;

/** One space between parts of a name, of the width of its letters. */
const spaced = (text: string): string => text.trim().replace(/\s+/g, JAPANESE.test(text) ? '\u3000' : ' ');

/** A name as it is kept: its letters as they were given. */
export const keptName = (text: string): string => spaced(text).replaceAll(UNREADABLE_LETTER, MISSING_LETTER);

/** A reading as it is kept: hiragana or katakana as given, half-width ones full-width, marks joined to their letters. */
export const keptKana = (text: string): string => keptName(text.replace(HALF_WIDTH_KANA, (kana) => kana.normalize('NFKC')).normalize('NFC'));
