import { dayInJapan } from '../../day-in-japan.ts';
import { dayText, timeText } from '../../tables/formats.ts';

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const MONTH = /^\d{4}-\d\d(?:-\d\d)?$/;

/** @example dayInWestern('2026-11-30') // '2026年11月30日' */
export const dayInWestern = (day: string): string => day.replace(DAY, (_, year, month, date) => `${year}年${Number(month)}月${Number(date)}日`);

/** A day in both calendars; what is no ISO day stays as it is. @example dayInBoth('2026-11-30') // '令和8年11月30日（2026年11月30日）' */
export const dayInBoth = (day: string): string => (DAY.test(day) ? `${dayText(day, 'era')}（${dayInWestern(day)}）` : day);

/** The month of an ISO day or month in both calendars. @example monthInBoth('2026-11') // '令和8年11月（2026年11月）' */
export function monthInBoth(text: string): string {
  if (!MONTH.test(text)) return text;
  // An era that begins within a month counts for the whole of it: the last of its days that every month has.
  return dayInBoth(`${text.slice(0, 7)}-28`).replaceAll('28日', '');
}

/** A moment in Japan, its day in both calendars; an ISO day is written as such. @example timeInBoth('2026-11-30T05:00:00Z') // '令和8年11月30日（2026年11月30日）14:00' */
export function timeInBoth(iso: string): string {
  const time = Date.parse(iso);
  return DAY.test(iso) || Number.isNaN(time) ? dayInBoth(iso) : `${dayInBoth(dayInJapan(time))}${timeText(iso, 'clock')}`;
}
