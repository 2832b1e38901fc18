import type { Participation, Scheme, Seminar, Settlement, Submission } from '../../api/schema/training.ts';
import { receivedAt } from './attendees.ts';
import { type PersonRow, personRows } from './profile-table.ts';
import type { OutputProfile } from './profiles.ts';

export type Mode = Submission['mode'];

/** An accepted submission: which people's rows of which settlement. */
export interface AcceptedSubmission {
  readonly mode: Mode;
  readonly settlement: number;
  readonly persons: ReadonlySet<string>;
}

export interface SubmissionSource {
  readonly profile: OutputProfile;
  readonly seminar: Seminar;
  /** Every frozen one, newest first. */
  readonly settlements: readonly Settlement[];
  readonly schemes: readonly Scheme[];
}

/** Rows by what they say, of those that say the same the first, the second and so on; their running number does not count. */
type Rows = ReadonlyMap<string, PersonRow>;

const numberColumns = ({ columns }: OutputProfile): ReadonlySet<number> =>
  new Set(columns.flatMap(({ field }, index) => (field === 'number' ? [index] : [])));

function keyed({ profile, seminar, schemes }: SubmissionSource, people: readonly Participation[]): Rows {
  const numbers = numberColumns(profile);
  const said = ({ person, cells }: PersonRow): string => JSON.stringify([person, cells.filter((_cell, index) => !numbers.has(index))]);
  const times = new Map<string, number>();
  return new Map(
    personRows(profile, seminar, people, schemes).map((row) => {
      const text = said(row);
      const nth = (times.get(text) ?? 0) + 1;
      times.set(text, nth);
      return [`${nth} ${text}`, row];
    }),
  );
}

const rowsOf = (source: SubmissionSource, settlement: Settlement): Rows => keyed(source, receivedAt(source.seminar, settlement));

const only = (rows: Rows, keep: (key: string, row: PersonRow) => boolean): Rows => new Map([...rows].filter(([key, row]) => keep(key, row)));

/** What the receiver holds after an accepted submission, by what it held before and by the rows of the settlement that was submitted. */
const APPLY: Readonly<Record<Mode, (held: Rows, settled: Rows, persons: ReadonlySet<string>) => Rows>> = {
  replace: (_held, settled, persons) => only(settled, (_key, { person }) => persons.has(person)),
  add: (held, settled, persons) => new Map([...held, ...only(settled, (_key, { person }) => persons.has(person))]),
  delete: (held, settled, persons) => only(held, (key, { person }) => !persons.has(person) || settled.has(key)),
};

/** Rows of a submission, by what the receiver holds and by the newest settlement. */
const CHOOSE: Readonly<Record<Mode, (held: Rows, newest: Rows) => Rows>> = {
  replace: (_held, newest) => newest,
  add: (held, newest) => only(newest, (key) => !held.has(key)),
  delete: (held, newest) => only(held, (key) => !newest.has(key)),
};

/**
 * Rows to submit relative to what the receiver has accepted, as the three messages of the German EIV do: all of them, those it does not have yet, or those it has
 * that hold no more. A row that a correction changed is in both of the latter: deleted as it was, added as it is.
 * @param accepted in the order in which they were submitted, all in this profile
 */
export function submittedRows(source: SubmissionSource, mode: Mode, accepted: readonly AcceptedSubmission[]): PersonRow[] {
  const settled = new Map(source.settlements.map((settlement) => [settlement.number, rowsOf(source, settlement)]));
  const empty: Rows = new Map();
  const held = accepted.reduce(
    (rows, submission) => APPLY[submission.mode](rows, settled.get(submission.settlement) ?? empty, submission.persons),
    empty,
  );
  const newest = settled.get(source.settlements[0]?.number ?? 0) ?? empty;
  const numbers = numberColumns(source.profile);
  return [...CHOOSE[mode](held, newest).values()].map(({ person, cells }, index) => ({
    person,
    cells: cells.map((cell, column) => (numbers.has(column) ? { kind: 'number', value: index + 1 } : cell)),
  }));
}
