import { DerError, type DerNode, TAG } from './der.ts';

const PATTERNS: Readonly<Record<number, RegExp>> = {
  [TAG.UTC_TIME]: /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
  [TAG.GENERALIZED_TIME]: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/,
};

/** UTCTime or GeneralizedTime as DER has them: seconds present, Zulu; UTCTime years 50-99 are of the 20th century (RFC 5280 section 4.1.2.5). */
export function readTime(node: DerNode): Date {
  const text = Buffer.from(node.content).toString('latin1');
  const [, digits, ...rest] = PATTERNS[node.tag]?.exec(text) ?? [];
  if (digits === undefined) throw new DerError('not a time');
  const year = Number(digits) + (digits.length === 4 ? 0 : Number(digits) >= 50 ? 1900 : 2000);
  return moment(year, rest.slice(0, 5).map(Number), Number(`${rest[5] ?? '0'}e3`));
}

function moment(year: number, [month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[], milliseconds: number): Date {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) throw new DerError('no such time');
  return date;
}
