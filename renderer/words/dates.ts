import type { Language, Translate } from './translate.ts';

/** HPKI certificates, prescriptions and their deadlines are dated in Japanese time, wherever the computer is. */
const TIME_ZONE = 'Asia/Tokyo';

const LOCALES: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' };

/** A day in the calendar of Japanese eras: `令和9年2月7日`, `Reiwa 9`. */
const ERA_DAY: Readonly<Record<Language, (instant: Date) => string>> = {
  ja: (instant) => new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { timeZone: TIME_ZONE, dateStyle: 'long' }).format(instant),
  en: (instant) => {
    const parts = new Intl.DateTimeFormat('en-GB-u-ca-japanese', { timeZone: TIME_ZONE, era: 'long', year: 'numeric' }).formatToParts(instant);
    return ['era', 'year'].map((type) => parts.find((part) => part.type === type)?.value).join(' ');
  },
};

/** `2027年2月7日（令和9年2月7日）`, `7 February 2027 (Reiwa 9)`: both calendars, as people in Japan use both. */
export function dateInBothCalendars(iso: string, language: Language, t: Translate): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return iso;
  return t('frame.date.both', { western: dateAlone(iso, language), era: ERA_DAY[language](instant) });
}

/** `2027年2月7日` alone, where space is short. */
export function dateAlone(iso: string, language: Language): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return iso;
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: TIME_ZONE, dateStyle: 'long' }).format(instant);
}

/** Date and time to the second, with the zone. */
export function dateAndTime(iso: string, language: Language): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return iso;
  const written = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: TIME_ZONE,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(instant);
  return `${written} JST`;
}

/** `YYYYMMDD` of a prescription as an ISO date at noon in Japan; `null` for anything else. */
export function dateOfEightDigits(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return match ? `${match[1]}-${match[2]}-${match[3]}T12:00:00+09:00` : null;
}

/** `2026/11/20 14:03:00`, for columns. */
export function dateAndTimeShort(iso: string, language: Language): string {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return iso;
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: TIME_ZONE, dateStyle: 'medium', timeStyle: 'medium' }).format(instant);
}

/** `14:03`, and `14:03:07` where seconds matter. */
export function timeOfDay(instant: string | Date, language: Language, { seconds = false } = {}): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return String(instant);
  const second = seconds ? { second: '2-digit' as const } : {};
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: TIME_ZONE, hour: '2-digit', minute: '2-digit', ...second }).format(date);
}
