import type { Credit, Participation, Seminar, SeminarSession, SessionPresence } from '../../api/schema/training.ts';
import { DAY_FORMATS, type DayFormat, REGISTRATION_FORMATS, type RegistrationFormat, TIME_FORMATS, type TimeFormat } from '../../tables/formats.ts';
import { KANA_FORMATS, type KanaFormat, kanaText } from '../../tables/kana.ts';
import type { Cell } from '../../tables/table.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import type { CreditWords } from './credit-words.ts';

/** What one row of a table is about, the finer ones within the coarser. */
export const ROWS = ['person', 'session', 'credit'] as const;
export type RowKind = (typeof ROWS)[number];

/** What a row is made from; `session` and `credit` are there where the profile has such rows. */
export interface RowSource {
  /** Counts the rows, 1 upwards. */
  readonly number: number;
  readonly seminar: Seminar;
  readonly participation: Participation;
  readonly session: SeminarSession | null;
  readonly presence: SessionPresence | null;
  readonly credit: Credit | null;
  readonly words: CreditWords;
}

/** What a profile says of a column, beside its heading. */
export interface FieldOptions {
  readonly format?: string | undefined;
  readonly scheme?: string | undefined;
  readonly category?: string | undefined;
}

/** A value that a column can hold. */
export interface Field {
  /** Width of its column in half-width letters. */
  readonly width: number;
  /** Rows that have it: those of this kind and finer ones. */
  readonly of: RowKind;
  /** Ways of writing it, the first where none is named. */
  readonly formats: readonly string[];
  readonly cell: (source: RowSource, options: FieldOptions) => Cell;
}

type Get<Value> = (source: RowSource, options: FieldOptions) => Value | null;

const text = (width: number, of: RowKind, get: Get<string>): Field => ({
  width,
  of,
  formats: [],
  cell: (source, options) => {
    const found = get(source, options);
    return found ? { kind: 'text', text: found } : null;
  },
});
const number = (width: number, of: RowKind, get: Get<number>): Field => ({
  width,
  of,
  formats: [],
  cell: (source, options) => {
    const value = get(source, options);
    return value === null ? null : { kind: 'number', value };
  },
});
const day = (get: Get<string>): Field => ({
  width: 18,
  of: 'person',
  formats: DAY_FORMATS,
  cell: (source, options) => {
    const found = get(source, options);
    return found ? { kind: 'day', day: found, format: (options.format ?? DAY_FORMATS[0]) as DayFormat } : null;
  },
});
const time = (of: RowKind, get: Get<string>): Field => ({
  width: 18,
  of,
  formats: TIME_FORMATS,
  cell: (source, options) => {
    const at = get(source, options);
    return at === null ? null : { kind: 'time', at, format: (options.format ?? TIME_FORMATS[0]) as TimeFormat };
  },
});

const matches = (credit: Pick<Credit, 'scheme' | 'category'>, { scheme, category }: FieldOptions): boolean =>
  credit.scheme === scheme && (category === undefined || (credit.category ?? '') === category);

/** Units of a person in a scheme, or in one category of it; `null` where there are none. */
function unitsOf({ totals }: Participation, options: FieldOptions): number | null {
  const found = totals.filter((total) => matches(total, options));
  return found.length === 0 ? null : found.reduce((sum, { units }) => sum + units, 0);
}

function codesOf({ participation, words }: RowSource, options: FieldOptions): string {
  const credits = participation.sessions.flatMap((session) => session.credits).filter((credit) => matches(credit, options));
  return [...new Set(credits.map(words.code))].filter((code) => code !== '').join('、');
}

/** Numbers under which the seminar is certified: that of the row's credit or of the named scheme, else all. */
function certifiedNumber({ seminar, credit }: RowSource, { scheme = credit?.scheme }: FieldOptions): string {
  const numbers = seminar.plan.certifiedNumbers.filter((certified) => scheme === undefined || certified.scheme === scheme);
  return [...new Set(numbers.map((certified) => certified.number))].join('、');
}

const firstStart = ({ plan }: Seminar): string => plan.sessions.map(({ startsAt }) => new Date(startsAt).toISOString()).sort()[0]!;

/** Everything that a column of a profile can hold. */
export const FIELDS = {
  number: number(6, 'person', (source) => source.number),
  name: text(20, 'person', ({ participation }) => participation.name),
  kana: {
    width: 24,
    of: 'person',
    formats: KANA_FORMATS,
    cell: ({ participation: { kana } }, { format }) =>
      kana === '' ? null : { kind: 'text', text: kanaText(kana, (format ?? KANA_FORMATS[0]) as KanaFormat) },
  },
  affiliation: text(34, 'person', ({ participation }) => participation.affiliation),
  registration: {
    width: 14,
    of: 'person',
    formats: REGISTRATION_FORMATS,
    cell: ({ participation: { registration } }, { format }) =>
      registration === null
        ? null
        : { kind: 'registration', number: registration, format: (format ?? REGISTRATION_FORMATS[0]) as RegistrationFormat },
  },
  birthDate: day(({ participation }) => participation.birthDate),
  firstIn: time('person', ({ participation }) => participation.firstIn),
  lastOut: time('person', ({ participation }) => participation.lastOut),
  units: number(12, 'person', ({ participation }, options) => unitsOf(participation, options)),
  codes: text(18, 'person', codesOf),
  certifiedNumber: text(20, 'person', certifiedNumber),
  seminarTitle: text(40, 'person', ({ seminar }) => seminar.plan.title),
  seminarDay: day(({ seminar }) => dayInJapan(Date.parse(firstStart(seminar)))),
  organiser: text(24, 'person', ({ seminar }) => seminar.plan.organiser),
  venue: text(24, 'person', ({ seminar }) => seminar.plan.venue),
  sessionTitle: text(40, 'session', ({ session }) => session?.title ?? null),
  sessionStart: time('session', ({ session }) => session?.startsAt ?? null),
  sessionEnd: time('session', ({ session }) => session?.endsAt ?? null),
  sessionIn: time('session', ({ presence }) => presence?.in ?? null),
  sessionOut: time('session', ({ presence }) => presence?.out ?? null),
  minutes: number(14, 'session', ({ presence }) => presence?.minutes ?? null),
  scheme: text(26, 'credit', ({ credit, words }) => credit && words.scheme(credit.scheme)),
  category: text(22, 'credit', ({ credit, words }) => credit && words.category(credit)),
  code: text(18, 'credit', ({ credit, words }) => credit && words.code(credit)),
  creditUnits: number(8, 'credit', ({ credit }) => credit?.units ?? null),
} satisfies Readonly<Record<string, Field>>;

export type FieldId = keyof typeof FIELDS;
export const FIELD_IDS = Object.keys(FIELDS) as FieldId[];
