/** How a day is written. */
export const DAY_FORMATS = ['iso', 'slashes', 'era', 'era-short'] as const;
export type DayFormat = (typeof DAY_FORMATS)[number];

/** How a time is written. */
export const TIME_FORMATS = ['clock', 'day-and-clock'] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

/** How a registration number is written: `123456` or 第123456号. */
export const REGISTRATION_FORMATS = ['digits', 'ordinal'] as const;
export type RegistrationFormat = (typeof REGISTRATION_FORMATS)[number];

const eraDay = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: 'UTC', ...options });
const ERA_LONG = eraDay({ dateStyle: 'long' });
const ERA_PARTS = eraDay({ era: 'narrow', year: 'numeric', month: 'numeric', day: 'numeric' });

function eraShort(date: Date): string {
  const parts = Object.fromEntries(ERA_PARTS.formatToParts(date).map(({ type, value }) => [type, value]));
  return `${parts['era']}${parts['year'] === '元' ? 1 : parts['year']}.${parts['month']}.${parts['day']}`;
}

const DAYS: Readonly<Record<DayFormat, (day: string) => string>> = {
  iso: (day) => day,
  slashes: (day) => day.replaceAll('-', '/'),
  era: (day) => ERA_LONG.format(new Date(`${day}T00:00:00Z`)),
  'era-short': (day) => eraShort(new Date(`${day}T00:00:00Z`)),
};

const ISO_DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * An ISO day as people or programs want it; what is no day stays as it is.
 * @example dayText('1970-03-12', 'era-short') // 'S45.3.12'
 */
export const dayText = (day: string, format: DayFormat): string => (ISO_DAY.test(day) ? DAYS[format](day) : day);

const HOURS_AHEAD_OF_UTC = 9;

/** The same clock reading as if it were UTC, for what knows no time zones. */
export const japaneseClock = (at: string): Date => new Date(Date.parse(at) + HOURS_AHEAD_OF_UTC * 3_600_000);

const TIMES: Readonly<Record<TimeFormat, (clock: string) => string>> = {
  clock: (clock) => clock.slice(11, 16),
  'day-and-clock': (clock) => `${clock.slice(0, 10).replaceAll('-', '/')} ${clock.slice(11, 16)}`,
};

/**
 * A moment in Japanese time, to the minute.
 * @example timeText('2026-11-20T05:03:10Z', 'day-and-clock') // '2026/11/20 14:03'
 */
export const timeText = (at: string, format: TimeFormat): string => TIMES[format](japaneseClock(at).toISOString());

const REGISTRATIONS: Readonly<Record<RegistrationFormat, (number: string) => string>> = {
  digits: (number) => number,
  ordinal: (number) => `第${number}号`,
};

/** @example registrationText('123456', 'ordinal') // '第123456号' */
export const registrationText = (number: string, format: RegistrationFormat): string => REGISTRATIONS[format](number);
