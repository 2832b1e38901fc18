import variants from '../../../resources/membership/kanji-variants.json' with { type: 'json' };
import { foldKana } from './kana.ts';

/** Every letter of a group by its first one. */
const VARIANTS: ReadonlyMap<string, string> = new Map(
  variants.groups.flatMap((group) => {
    const [first = '', ...others] = [...group];
    return others.map((letter) => [letter, first] as const);
  }),
);

/** Accents of the Latin alphabet; the marks of kana are none of them. */
const ACCENTS = /[\u0300-\u036f]/g;
const NOT_WRITTEN = /[^\p{L}\p{N}ー々]/gu;
const REPEATED = /(.)(々+)/gu;

const withoutAccents = (text: string): string => text.normalize('NFD').replace(ACCENTS, '').normalize('NFC');

/** Kanji and spaces alone, as most names are: nothing but variants is to be folded. */
const KANJI = /^[\u4e00-\u9fff\s]*$/;

const plainLetters = (text: string): string => withoutAccents(foldKana(text).toLowerCase()).replace(NOT_WRITTEN, '');

/**
 * A name as it is searched by its letters: old, new and variant kanji are one, variation selectors, spaces and dots are gone, 々 is the letter it
 * repeats, kana are folded, the alphabet is in lower case without accents. It only widens a search and never identifies anybody.
 */
export const writtenKey = (text: string): string =>
  (KANJI.test(text) ? text.replace(/\s/g, '') : plainLetters(text))
    .replace(REPEATED, (_all, letter: string, marks: string) => letter.repeat(marks.length + 1))
    .replace(/./gu, (letter) => VARIANTS.get(letter) ?? letter);
