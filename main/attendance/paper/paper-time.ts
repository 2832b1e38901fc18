const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const TIME = /^(\d{1,2})[:時](\d{1,2})(?:[:分](?:(\d{1,2})秒?)?)?$/;
const DAY_AND_TIME = /^(\S+?日?)(?:T|\s+|(?<=日))(\d{1,2}[:時][\d:時分秒]+)$/;

const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');

/** Whether year, month, day exist; ISO day. */
function realDay(iso: string): string | null {
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : null;
}

/** An ISO day out of 2026-11-22, 2026/11/22, 2026年11月22日; `null` for anything else and for days that do not exist. */
export function paperDay(text: string): string | null {
  const match = DAY.exec(text.normalize('NFKC').trim());
  return match && realDay(`${match[1]}-${two(match[2])}-${two(match[3])}`);
}

/** A moment of a day in Japan, from 9:05, 09:05:30, 9時5分. */
function onDay(day: string, text: string): Date | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [hour, minute, second] = [two(match[1]), two(match[2]), two(match[3])];
  const exists = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return exists ? new Date(`${day}T${hour}:${minute}:${second}+09:00`) : null;
}

/** ISO 8601 with its offset from UTC: the only form that says its time zone. */
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * A time as lists have it; without a zone it is Japan's.
 * @param day ISO day for a time alone; `null`: such a time says too little
 * @returns `wrong` for what is no time, `day-missing` for a time alone without a day
 */
export function paperTime(text: string, day: string | null): Date | 'wrong' | 'day-missing' {
  const plain = text.normalize('NFKC').trim();
  if (WITH_ZONE.test(plain) && realDay(plain.slice(0, 10))) {
    const time = new Date(plain);
    return Number.isNaN(time.getTime()) ? 'wrong' : time;
  }
  const [, ownDay, ownTime] = DAY_AND_TIME.exec(plain) ?? [];
  if (ownDay && ownTime) {
    const known = paperDay(ownDay);
    return known === null ? 'wrong' : (onDay(known, ownTime) ?? 'wrong');
  }
  if (!onDay('2000-01-01', plain)) return 'wrong';
  return day === null ? 'day-missing' : onDay(day, plain)!;
}
