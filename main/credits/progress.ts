import type { CreditRecord, HeldCertificate, SchemeProgress } from '../api/schema/credits.ts';
import { type DemandRow, GOALS, type GoalRow, type Window } from './goals.ts';

type Counted = Pick<CreditRecord, 'day' | 'title' | 'credit' | 'annulled'>;

const FIRST_MONTH = '04-01';

/** First day of the fiscal year of Japan (April to March) in which an ISO day lies. */
export function fiscalYearOf(day: string): string {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= FIRST_MONTH ? `${year}-${FIRST_MONTH}` : `${year - 1}-${FIRST_MONTH}`;
}

const yearsLater = (day: string, years: number): string => {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(Date.UTC(year! + years, month! - 1, date!)).toISOString().slice(0, 10);
};
const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

const BEGINNING = '1900-01-01';

/** The period that counts for a goal, both days included; `until` is `null` where nothing runs out. */
function periodOf(window: Window, held: HeldCertificate | null, today: string): { readonly from: string; readonly until: string | null } {
  switch (window.kind) {
    case 'always':
      return { from: BEGINNING, until: null };
    case 'fiscal-years': {
      const present = fiscalYearOf(today);
      return { from: yearsLater(present, 1 - window.years), until: dayBefore(yearsLater(present, 1)) };
    }
    case 'certificate': {
      const from = held?.since ?? today;
      return { from, until: held?.until ?? dayBefore(yearsLater(from, window.years)) };
    }
  }
}

const sum = (records: readonly Counted[]): number => Math.round(records.reduce((units, { credit }) => units + credit.units, 0) * 100) / 100;

const BETWEEN_CODES = /[\s,、，・;]+/;
/** Codes of a record: an opening balance names all that are in the booklet. */
const codesIn = ({ credit }: Counted): readonly string[] =>
  (credit.code ?? '')
    .normalize('NFKC')
    .split(BETWEEN_CODES)
    .filter((code) => code !== '');
const codesOf = (records: readonly Counted[]): number => new Set(records.flatMap(codesIn)).size;

/** Of lectures with one name only so many count, the first ones. */
function mostOfTitle(records: readonly Counted[], most: number): readonly Counted[] {
  const times = new Map<string, number>();
  return records
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .filter(({ title }) => {
      const name = title.normalize('NFKC').replaceAll(/\s/g, '');
      times.set(name, (times.get(name) ?? 0) + 1);
      return times.get(name)! <= most;
    });
}

type Counting = (records: readonly Counted[], demand: DemandRow, certificates: readonly HeldCertificate[]) => number;
const HAVE: { readonly [Kind in DemandRow['kind']]: Counting } = {
  units: sum,
  // The same code counts once, its units all.
  'units-and-codes': (records) => sum(records) + codesOf(records),
  'units-of-titles': (records, { most = Number.POSITIVE_INFINITY }) => sum(mostOfTitle(records, most)),
  codes: codesOf,
  records: (records) => records.length,
  certificate: (_records, { certificate }, certificates) => (certificates.some(({ goal }) => goal === certificate) ? 1 : 0),
  'by-person': () => 0,
  unknown: () => 0,
};

/** Demands that no records decide: they neither fulfil a goal nor stand in its way. */
const UNDECIDED: ReadonlySet<DemandRow['kind']> = new Set(['by-person', 'unknown']);

function progressOf(goal: GoalRow, records: readonly Counted[], certificates: readonly HeldCertificate[], today: string): SchemeProgress {
  const held = certificates.filter(({ scheme }) => scheme === goal.scheme).toSorted((a, b) => (a.since < b.since ? 1 : -1))[0] ?? null;
  const { from, until } = periodOf(goal.window, held, today);
  const counting = records.filter(
    ({ day, credit, annulled }) => !annulled && credit.scheme === goal.scheme && day >= from && (until === null || day <= until),
  );
  const demands = goal.demands.map((demand) => {
    const { id, categories, code, wanted, kind, source } = demand;
    const fitting = counting.filter(
      ({ credit }) => (categories === null || categories.includes(credit.category ?? '')) && (code === null || credit.code === code),
    );
    const have = HAVE[kind](fitting, demand, certificates);
    const category = categories?.length === 1 ? categories[0]! : null;
    return { id, category, code, wanted, have, missing: Math.max(0, Math.round((wanted - have) * 100) / 100), source };
  });
  const fulfilled = goal.demands.every(({ kind }, index) => UNDECIDED.has(kind) || demands[index]!.missing === 0);
  return {
    scheme: goal.scheme,
    goal: goal.id,
    from: from === BEGINNING ? (counting.map(({ day }) => day).sort()[0] ?? today) : from,
    until,
    fulfilled,
    demands,
  };
}

/**
 * How far a doctor is from the next certificate of each scheme, by the rules that hold on a day.
 * @param today ISO day in Japan
 */
export function progress(records: readonly Counted[], certificates: readonly HeldCertificate[], today: string): SchemeProgress[] {
  const holds = (scheme: string) => certificates.some((certificate) => certificate.scheme === scheme);
  const applies = ({ when, scheme, from, until }: GoalRow) =>
    (when === 'always' || (when === 'held') === holds(scheme)) && (from === null || from <= today) && (until === null || today <= until);
  return GOALS.filter(applies).map((goal) => progressOf(goal, records, certificates, today));
}
