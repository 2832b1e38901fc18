import { kanaText } from '../../tables/kana.ts';

/** Stands between name, reading and codes of one entry; nobody types it. */
const BETWEEN = '\n';

/** A text as it is compared: of one width, small letters, katakana, without white space. */
const plain = (text: string): string => kanaText(text.normalize('NFKC').toLowerCase(), 'katakana').replace(/\s/g, '');

/** What an entry is found by. */
export const searchText = (parts: readonly string[]): string =>
  parts
    .map(plain)
    .filter((part) => part !== '')
    .join(BETWEEN);

/** Words of what somebody typed, each of which an entry must have. @example searchWords('ろきそ ６０') // ['ロキソ', '60'] */
export const searchWords = (typed: string): readonly string[] =>
  typed
    .split(/\s+/)
    .map(plain)
    .filter((word) => word !== '');
