import { DerError, type DerNode, TAG } from './der.ts';

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/;

/** UTCTime or GeneralizedTime as DER has them: seconds present, Zulu; UTCTime years 50-99 are of the 20th century (RFC 5280 section 4.1.2.5). */
export function readTime(node: DerNode): Date {
  const text = Buffer.from(node.content).toString('latin1');
  if (node.tag === TAG.UTC_TIME) {
    const [, year, ...rest] = UTC_TIME.exec(text) ?? [];
    if (year) return moment([`${Number(year) >= 50 ? '19' : '20'}${year}`, ...rest]);
  }
  if (node.tag === TAG.GENERALIZED_TIME) {
    const parts = GENERALIZED_TIME.exec(text);
    if (parts) return moment(parts.slice(1, 7), parts[7]);
  }
  throw new DerError('not a time');
}

function moment([year, month, day, hour, minute, second]: readonly string[], fraction = ''): Date {
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const date = new Date(`${text}${fraction}Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) throw new DerError('no such time');
  return date;
}
