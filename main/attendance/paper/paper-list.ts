import { createHash } from 'node:crypto';
import table from '../../../resources/attendance/paper-list.json' with { type: 'json' };
import type { Direction } from '../../api/schema/attendance.ts';
import type { SeminarPlan } from '../../api/schema/training.ts';
import { AppError } from '../../errors.ts';
import { headingsOf } from '../../membership/import/profiles.ts';
import { type ReadPerson, readPeople } from '../../membership/import/read-people.ts';
import { recogniseColumns } from '../../tables/columns.ts';
import { type CsvRow, readCsv } from '../../tables/read-csv.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import type { FactDraft } from '../facts/fact.ts';
import { paperDay, paperTime } from './paper-time.ts';

/** Why a line was not taken. Words: `members.problem.<code>`. */
export type PaperProblem = 'registration-missing' | 'registration-wrong' | 'time-missing' | 'time-wrong' | 'day-missing' | 'times-reversed';

export interface PaperList {
  /** Entries by hand for `FactLog.append`, in the order of the list. */
  readonly drafts: readonly FactDraft[];
  /** Lines of which nothing was taken. */
  readonly refused: readonly { readonly line: number; readonly code: PaperProblem }[];
}

/** What the entries carry beside what the list says. */
export interface PaperOrder {
  readonly seminar: string;
  readonly plan: Pick<SeminarPlan, 'sessions'>;
  readonly revision: number;
  /** Versions of the rule tables and of the status list. */
  readonly rules: string;
  readonly status: string | null;
  /** Member of staff. */
  readonly by: string;
  readonly now: Date;
}

const DIRECTIONS = ['in', 'out'] as const satisfies readonly Direction[];
type Times = Readonly<Partial<Record<Direction, Date>>>;

/** The day of a seminar of one day, `null` for one of several. */
function onlyDay({ sessions }: PaperOrder['plan']): string | null {
  const days = new Set(sessions.flatMap(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt) - 1]).map(dayInJapan));
  return days.size === 1 ? [...days][0]! : null;
}

/** Times of a line, or why it has none that can be taken. */
function timesOf(cell: (field: Direction | 'date') => string, day: string | null): Times | PaperProblem {
  const written = cell('date');
  const ownDay = written === '' ? day : paperDay(written);
  if (written !== '' && ownDay === null) return 'time-wrong';
  const times: Partial<Record<Direction, Date>> = {};
  for (const direction of DIRECTIONS) {
    if (cell(direction) === '') continue;
    const time = paperTime(cell(direction), ownDay);
    if (time === 'day-missing') return time;
    if (time === 'wrong') return 'time-wrong';
    times[direction] = time;
  }
  if (!times.in && !times.out) return 'time-missing';
  return times.in && times.out && times.out < times.in ? 'times-reversed' : times;
}

/**
 * A list kept on paper and typed up as CSV: number, name, reading, affiliation, day of birth, time in, time out. Times without a day are those of a
 * seminar of one day. The same file makes the same nonces, so taking it twice adds nothing; a file that was edited is another one. Lines are taken whole
 * or not at all; who has no registration number is entered one by one, as a list does not say whether two of a name are one person.
 * @throws AppError IMPORT_UNREADABLE when it is no CSV, or lacks a column of numbers or any of times
 */
export function readPaperList(file: Uint8Array, order: PaperOrder): PaperList {
  const { headings, rows } = readCsv(file);
  const ofPeople = recogniseColumns(headings, headingsOf(null, 'booking'));
  const ofTimes = recogniseColumns(headings, table.fields);
  if (!ofPeople.has('registration') || !DIRECTIONS.some((direction) => ofTimes.has(direction))) {
    throw new AppError('IMPORT_UNREADABLE', { note: 'columns missing' });
  }
  const digest = createHash('sha256').update(file).digest('hex');
  const day = onlyDay(order.plan);
  const { people: read } = readPeople(rows, ofPeople, null, dayInJapan(order.now.getTime()));
  const people = new Map(read.map((person) => [person.line, person]));

  const draft = (line: number, { fields }: ReadPerson, direction: Direction, time: Date): FactDraft => {
    const { myPage: _myPage, ...named } = fields;
    return {
      nonce: `paper/${createHash('sha256').update(`${order.seminar} ${digest} ${line} ${direction}`).digest('hex')}`,
      seminar: order.seminar,
      session: null,
      kind: 'manual',
      direction,
      at: time.toISOString(),
      stated: true,
      offsetMs: null,
      lane: null,
      room: null,
      verdict: 'ok',
      notes: [],
      about: null,
      clock: null,
      test: false,
      rules: order.rules,
      revision: order.revision,
      status: order.status,
      payload: { ...named, card: null, reason: null, by: order.by, evidence: 'paper-list' },
      person: null,
    };
  };

  function draftsOf({ line, cells }: CsvRow): readonly FactDraft[] | PaperProblem {
    const person = people.get(line);
    if ((cells[ofPeople.get('registration')!] ?? '') === '') return 'registration-missing';
    if (!person?.fields.registration) return 'registration-wrong';
    const times = timesOf((field) => cells[ofTimes.get(field) ?? -1] ?? '', day);
    return typeof times === 'string'
      ? times
      : DIRECTIONS.flatMap((direction) => (times[direction] ? [draft(line, person, direction, times[direction])] : []));
  }

  const drafts: FactDraft[] = [];
  const refused: { line: number; code: PaperProblem }[] = [];
  for (const row of rows) {
    const answer = draftsOf(row);
    if (typeof answer === 'string') refused.push({ line: row.line, code: answer });
    else drafts.push(...answer);
  }
  return { drafts, refused };
}
