import type { Association } from '../tiers/association.ts';
import { AGES, BY_SEX, columnsFor, completed, type Figures, type Layout, type Line } from './figures.ts';
import { countsOn, type Member, onceEach } from './member.ts';

/** By what the lines of a table are told apart. */
export const BREAKDOWNS = ['sex', 'age', 'graduation', 'tier'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** A table of statistics. `id` of a line: a sex, the first year of a band of age, a year of graduation, a tier; `all`; `unknown`. */
export interface Statistics {
  readonly breakdown: Breakdown;
  /** ISO day on which it is so. */
  readonly day: string;
  readonly layout: Layout;
  readonly figures: Figures;
}

const SEXES = new Set(['male', 'female']);
const UNKNOWN = 'unknown';

const ageOn = (birthDate: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);

const LINE_OF: Readonly<Record<Breakdown, (member: Member, day: string) => string>> = {
  sex: ({ fields: { sex = '' } }) => (SEXES.has(sex) ? sex : UNKNOWN),
  age: ({ fields: { birthDate = '' } }, day) =>
    birthDate === '' ? UNKNOWN : String(AGES.findLast((from) => from <= ageOn(birthDate, day)) ?? UNKNOWN),
  graduation: ({ fields: { graduationYear = '' } }) => (/^\d{4}$/.test(graduationYear) ? graduationYear : UNKNOWN),
  tier: ({ upTo }) => String(upTo),
};

/** The lines there are: fixed ones, or those that occur. */
function linesOf(breakdown: Breakdown, found: ReadonlySet<string>): readonly Line[] {
  if (breakdown === 'sex') return BY_SEX;
  const fixed = breakdown === 'age' ? AGES.map(String) : [];
  const ids = [...new Set([...fixed, ...found])].filter((id) => id !== UNKNOWN).toSorted((a, b) => Number(a) - Number(b));
  return [{ id: 'all', sum: [...ids, UNKNOWN] }, ...ids.map((id) => ({ id })), { id: UNKNOWN, optional: true }];
}

/**
 * Members of an association on an ISO day by class and something else (会員区分別会員統計表; 卒業年度別), each person once.
 * The classes of the national association are the columns of its own table; other associations have their own.
 */
export function statistics(association: Association, members: readonly Member[], breakdown: Breakdown, day: string): Statistics {
  const columns = columnsFor(association);
  const ids = columns.filter(({ sum }) => sum === undefined).map(({ id }) => id);
  const counted = onceEach(
    members.filter(({ row }) => countsOn(row, day)),
    association.rules.classes.map(({ id }) => id),
  );
  const cells = new Map<string, Map<string, number>>();
  for (const member of counted) {
    const line = LINE_OF[breakdown](member, day);
    const own = association.tier === 1 ? member.row.nationalClass : member.row.class;
    const column = ids.includes(own) ? own : 'none';
    const row = cells.get(line) ?? new Map<string, number>();
    cells.set(line, row.set(column, (row.get(column) ?? 0) + 1));
  }
  const layout = { columns, rows: linesOf(breakdown, new Set(cells.keys())) };
  return { breakdown, day, layout, figures: completed(cells, layout) };
}
