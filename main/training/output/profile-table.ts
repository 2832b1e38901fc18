import type { Participation, Scheme, Seminar } from '../../api/schema/training.ts';
import type { Cell, Table } from '../../tables/table.ts';
import { words } from '../../words/words.ts';
import { attendedSessions } from './attendees.ts';
import { creditWords } from './credit-words.ts';
import { FIELDS, type Field, type RowKind, type RowSource } from './fields.ts';
import type { OutputProfile } from './profiles.ts';

/** A row and whose it is. */
export interface PersonRow {
  readonly person: string;
  readonly cells: readonly Cell[];
}

type Part = Pick<RowSource, 'session' | 'presence' | 'credit'>;

/** What of one person becomes a row, by the kind of rows. */
const PARTS: Readonly<Record<RowKind, (participation: Participation, seminar: Seminar) => readonly Part[]>> = {
  person: () => [{ session: null, presence: null, credit: null }],
  session: ({ sessions }, seminar) =>
    sessions.filter((presence) => presence.in !== null).map((presence) => ({ session: planned(seminar, presence.session), presence, credit: null })),
  credit: (participation, seminar) =>
    attendedSessions(participation).flatMap((presence) =>
      presence.credits.map((credit) => ({ session: planned(seminar, presence.session), presence, credit })),
    ),
};

const planned = ({ plan }: Seminar, id: string) => plan.sessions.find((session) => session.id === id) ?? null;

/** Rows of these people in the layout of a profile. They are in Japanese, as its headings are. */
export function personRows(
  profile: OutputProfile,
  seminar: Seminar,
  participations: readonly Participation[],
  schemes: readonly Scheme[],
): PersonRow[] {
  const names = creditWords(schemes, 'ja');
  const sources = participations.flatMap((participation) => PARTS[profile.rows](participation, seminar).map((part) => ({ ...part, participation })));
  return sources.map((source, index) => ({
    person: source.participation.person,
    cells: profile.columns.map((column) => (FIELDS[column.field] as Field).cell({ ...source, number: index + 1, seminar, words: names }, column)),
  }));
}

/** Rows under the headings of a profile; the first heading says so where it is only a rehearsal. */
export function profileTable(profile: OutputProfile, rows: readonly PersonRow[], practice: boolean): Table {
  const columns = profile.columns.map(({ heading, field }, index) => ({
    heading: practice && index === 0 ? words('ja')('output.practice-heading', { heading }) : heading,
    width: Math.max(FIELDS[field].width, 2 * heading.length + 2),
  }));
  return { columns, rows: rows.map(({ cells }) => cells) };
}
