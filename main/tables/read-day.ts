import table from '../../resources/membership/eras.json' with { type: 'json' };

const ERAS = new Map(table.eras.flatMap((era) => era.names.map((name) => [name, era] as const)));

/** What is written around a day: the day of the week, midnight (of spreadsheets). */
const AROUND = /\([月火水木金土日]\)|(?:t|(?<=\d)\s+)0{1,2}:00(?::00)?$|\s/giu;
const SEPARATORS = /[年月/.\p{Pd}−]/gu;

const OF_CALENDAR = [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, /^(\d{4})(\d\d)(\d\d)$/];
const OF_ERA = [/^(\p{L}+)-?(元|\d{1,2})-(\d{1,2})-(\d{1,2})$/u, /^(\p{L}+)-?(\d\d)(\d\d)(\d\d)$/u];

const matched = (text: string, patterns: readonly RegExp[]): readonly string[] | null =>
  patterns.map((pattern) => pattern.exec(text)).find((match) => match !== null) ?? null;

/** The day in ISO form, `null` where the calendar has no such day. */
function day(year: number, month: string, date: string): string | null {
  const iso = `${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : null;
}

function dayOfEra([, name = '', year = '', month = '', date = '']: readonly string[]): string | null {
  const era = ERAS.get(name.length === 1 ? name.toUpperCase() : name);
  const count = year === '元' ? 1 : Number(year);
  const iso = era && count > 0 ? day(era.firstYear + count - 1, month, date) : null;
  return era && iso !== null && iso >= era.from && (era.to === null || iso <= era.to) ? iso : null;
}

/**
 * A day in the spellings of lists: 1970-01-02, 1970/1/2, 19700102, 1970年1月2日, 昭和45年1月2日, S45.1.2, 令和元年5月1日.
 * @returns ISO day, `null` when the calendar or the era has no such day
 */
export function readDay(text: string): string | null {
  const plain = text.normalize('NFKC').trim().replace(AROUND, '').replace(SEPARATORS, '-').replace(/日$/, '');
  const calendar = matched(plain, OF_CALENDAR);
  const era = calendar ? null : matched(plain, OF_ERA);
  return calendar ? day(Number(calendar[1]), calendar[2]!, calendar[3]!) : era && dayOfEra(era);
}
