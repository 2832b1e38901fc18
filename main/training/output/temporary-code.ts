import { randomInt } from 'node:crypto';

/** Digits and letters that nobody mistakes for each other: 31, a prime, so that the check letter finds every wrong letter and every swap. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const MARK = 'HDT1.';
/** Random letters before the check letter, 54 bits: codes of different sheets do not meet. */
const LENGTH = 11;

const check = (letters: readonly number[]): number => letters.reduce((sum, letter, index) => (sum + letter * (index + 1)) % ALPHABET.length, 0);

/**
 * A new code of a temporary card (仮カード), of capitals and digits alone so that its QR code is small.
 * @param pick a whole number from 0 up to but not including its argument
 * @example temporaryCode() // 'HDT1.7KQ2M9X4RABT'
 */
export function temporaryCode(pick: (below: number) => number = randomInt): string {
  const letters = Array.from({ length: LENGTH }, () => pick(ALPHABET.length));
  return `${MARK}${[...letters, check(letters)].map((letter) => ALPHABET[letter]).join('')}`;
}

/** The code of a temporary card as it was scanned or typed, with or without its mark, in any width and grouping; `null` for anything else. */
export function readTemporaryCode(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
  const letters = [...(plain.startsWith(MARK) ? plain.slice(MARK.length) : plain)].map((letter) => ALPHABET.indexOf(letter));
  const last = letters.pop();
  if (letters.length !== LENGTH || letters.includes(-1) || last !== check(letters)) return null;
  return `${MARK}${[...letters, last].map((letter) => ALPHABET[letter]).join('')}`;
}

/** The letters of a code in groups of four, for people. */
export const temporaryCodeText = (code: string): string => (code.slice(MARK.length).match(/.{4}/g) ?? []).join('-');
