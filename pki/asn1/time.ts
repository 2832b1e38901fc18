import { DerError, type DerNode, TAG } from './der.ts';

/** Digits of the year. */
const YEAR_DIGITS: Readonly<Record<number, number>> = { [TAG.UTC_TIME]: 2, [TAG.GENERALIZED_TIME]: 4 };
/** What may follow the seconds of GeneralizedTime: a fraction without a zero at its end, and Zulu. */
const FRACTION = /^(\.\d*[1-9])Z$/;
const ZULU = 0x5a;
const ZERO = 0x30;

/**
 * UTCTime or GeneralizedTime as DER has them: seconds present, Zulu; UTCTime years 50-99 are of the 20th century (RFC 5280 section 4.1.2.5).
 * A long revocation list is full of them, so the digits are read as they stand.
 */
export function readTime({ tag, content }: DerNode): Date {
  const digits = YEAR_DIGITS[tag];
  if (digits === undefined) throw new DerError('not a time');
  const year = number(content, 0, digits);
  const field = (index: number): number => number(content, digits + 2 * index, 2);
  return moment(
    digits === 4 ? year : year + (year >= 50 ? 1900 : 2000),
    [field(0), field(1), field(2), field(3), field(4)],
    milliseconds(content.subarray(digits + 10), digits === 4),
  );
}

function number(content: Uint8Array, start: number, digits: number): number {
  let value = 0;
  for (let index = start; index < start + digits; index++) {
    const digit = (content[index] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) throw new DerError('not a time');
    value = value * 10 + digit;
  }
  return value;
}

/** Of what follows the seconds. */
function milliseconds(rest: Uint8Array, mayBeFraction: boolean): number {
  if (rest.length === 1 && rest[0] === ZULU) return 0;
  const fraction = mayBeFraction ? FRACTION.exec(Buffer.from(rest).toString('latin1'))?.[1] : undefined;
  if (fraction === undefined) throw new DerError('not a time');
  return Number(`${fraction}e3`);
}

function moment(year: number, [month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[], milliseconds: number): Date {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) throw new DerError('no such time');
  return date;
}
