import * as z from 'zod';

/** How people write it around and between the digits: 第123456号, 123-456, NO.123456, № 123456. */
const AROUND = /^(?:医籍(?:登録)?(?:番号)?)?(?:第|no\.?)?(\d+)(?:号)?$/i;
const BETWEEN = /[\s\u200b\ufeff\p{Pd}−ー]/gu;

export const MOST_DIGITS = 7;

/** The digits alone, as `registrationNumber` gives them. */
export const registrationDigits = z.string().regex(new RegExp(`^[1-9]\\d{0,${MOST_DIGITS - 1}}$`));

/**
 * A 医籍登録番号 in whatever spelling, as the digits by which a person is found: without leading zeros, one to seven of them.
 * @returns `null` for anything else, such as the ten digits of a member number
 * @example registrationNumber('第０１２３４５６号') // '123456'
 */
export function registrationNumber(text: string): string | null {
  const [, digits = ''] = AROUND.exec(text.normalize('NFKC').replace(BETWEEN, '')) ?? [];
  const number = digits.replace(/^0+/, '');
  return number !== '' && number.length <= MOST_DIGITS ? number : null;
}
