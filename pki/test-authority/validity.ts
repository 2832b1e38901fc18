/** HPKI certificates run by calendar days of Japan: from the first second of one day to the last second of another. */
const JAPAN_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** From today 00:00:00 in Japan to 23:59:59 of the same date so many years later. */
export function calendarYears(now: Date, years: number): Validity {
  const japan = new Date(now.getTime() + JAPAN_OFFSET_MS);
  const midnight = (year: number): number => Date.UTC(year, japan.getUTCMonth(), japan.getUTCDate()) - JAPAN_OFFSET_MS;
  return { notBefore: new Date(midnight(japan.getUTCFullYear())), notAfter: new Date(midnight(japan.getUTCFullYear() + years) + DAY_MS - 1000) };
}
