const OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** The ISO day in Japan (no summer time since 1952) of a moment, milliseconds since 1970. */
export const dayInJapan = (time: number): string => new Date(time + OFFSET_MS).toISOString().slice(0, 10);

/** Day, hour and minute in Japan of a moment, milliseconds since 1970, as people read them. @example minuteInJapan(0) // '1970-01-01 09:00 JST' */
export const minuteInJapan = (time: number): string => `${new Date(time + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')} JST`;

/** The midnight in Japan that ends the day of a moment; both milliseconds since 1970. */
export const midnightAfter = (time: number): number => (Math.floor((time + OFFSET_MS) / DAY_MS) + 1) * DAY_MS - OFFSET_MS;
