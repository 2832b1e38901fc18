import { createHash } from 'node:crypto';
import table from '../../../resources/attendance/paper-list.json' with { type: 'json' };
import type { Direction } from '../../api/schema/attendance.ts';
import type { HeldPerson } from '../../api/schema/membership.ts';
import type { SeminarPlan } from '../../api/schema/training.ts';
import { AppError } from '../../errors.ts';
import { canBeSamePerson } from '../../membership/identity.ts';
import { headingsOf } from '../../membership/import/profiles.ts';
import { type ReadPerson, readPeople } from '../../membership/import/read-people.ts';
import { recogniseColumns } from '../../tables/columns.ts';
import { type CsvRow, readCsv } from '../../tables/read-csv.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { isAhead } from '../ahead.ts';
import type { FactDraft } from '../facts/fact.ts';
import { paperDay, paperTime } from './paper-time.ts';

/** Why a line was not taken. Words: `members.problem.<code>`. */
export type PaperProblem =
  | 'registration-missing'
  | 'registration-wrong'
  | 'identity-differs'
  | 'time-missing'
  | 'time-wrong'
  | 'time-ahead'
  | 'day-missing'
  | 'times-reversed';

/** A line of which nothing was taken. */
export interface RefusedLine {
  readonly line: number;
  readonly code: PaperProblem;
  /** Name of the person whom this desk holds under the number of the line, for `identity-differs`; `null`: it holds nobody. */
  readonly held: string | null;
}

export interface PaperList {
  /** Entries by hand for `FactLog.append`, in the order of the list. */
  readonly drafts: readonly FactDraft[];
  readonly refused: readonly RefusedLine[];
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
  /** True time: nobody has come at one that is ahead of it. */
  readonly now: Date;
  /** Whom this desk holds under a registration number. */
  readonly held: (registration: string) => HeldPerson | null;
  /** Lines of which staff have looked whether the number is the person's; taken though names or birth dates differ. */
  readonly confirmed: readonly number[];
}

const DIRECTIONS = ['in', 'out'] as const satisfies readonly Direction[];
type Times = Readonly<Partial<Record<Direction, Date>>>;

const peopleColumns = (cells: readonly string[]) => recogniseColumns(cells, headingsOf(null, 'booking'));

/** The day of a seminar of one day, `null` for one of several. */
function onlyDay({ sessions }: PaperOrder['plan']): string | null {
  const days = new Set(sessions.flatMap(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt) - 1]).map(dayInJapan));
  return days.size === 1 ? [...days][0]! : null;
}

/** Times of a line, or why it has none that can be taken. */
function timesOf(cell: (field: Direction | 'date') => string, day: string | null, now: Date): Times | PaperProblem {
  const written = cell('date');
  const ownDay = written === '' ? day : paperDay(written);
  if (written !== '' && ownDay === null) return 'time-wrong';
  const times: Partial<Record<Direction, Date>> = {};
  for (const direction of DIRECTIONS) {
    if (cell(direction) === '') continue;
    const time = paperTime(cell(direction), ownDay);
    if (time === 'day-missing') return time;
    if (time === 'wrong') return 'time-wrong';
    if (isAhead(time, now)) return 'time-ahead';
    times[direction] = time;
  }
  if (!times.in && !times.out) return 'time-missing';
  return times.in && times.out && times.out < times.in ? 'times-reversed' : times;
}

/**
 * Lines whose number may have been misread: the person who is held under it, or another line of it, cannot be the same person. Of two lines that contradict
 * each other nothing tells which is right.
 */
function misread(read: readonly ReadPerson[], held: PaperOrder['held']): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const [registration, same] of Map.groupBy(read, ({ fields }) => fields.registration)) {
    if (registration === null) continue;
    const holder = held(registration);
    for (const { line, fields } of same) {
      const others = holder ? [holder] : same.map((other) => other.fields);
      if (!others.every((other) => canBeSamePerson(other, fields))) lines.add(line);
    }
  }
  return lines;
}

/**
 * A list kept on paper and typed up as CSV: number, name, reading, affiliation, day of birth, time in, time out. Times without a day are those of a
 * seminar of one day. The same file makes the same nonces, so taking it twice adds nothing; a file that was edited is another one. Lines are taken whole
 * or not at all; a line whose name is not that of its number is taken only when staff have looked at it; who has no registration number is entered one by one, as a list does not say whether two of a name are one person.
 * @throws AppError IMPORT_UNREADABLE, SPREADSHEET_NOT_READ when it is no CSV; COLUMNS_MISSING when it lacks a column of numbers or any of times
 */
export function readPaperList(file: Uint8Array, order: PaperOrder): PaperList {
  const { headings, rows } = readCsv(file, (cells) => peopleColumns(cells).size + recogniseColumns(cells, table.fields).size);
  const ofPeople = peopleColumns(headings);
  const ofTimes = recogniseColumns(headings, table.fields);
  if (!ofPeople.has('registration')) throw new AppError('COLUMNS_MISSING', { column: 'registration' });
  if (!DIRECTIONS.some((direction) => ofTimes.has(direction))) throw new AppError('COLUMNS_MISSING', { column: 'time' });
  const digest = createHash('sha256').update(file).digest('hex');
  const day = onlyDay(order.plan);
  const { people: read } = readPeople(rows, ofPeople, null, dayInJapan(order.now.getTime()));
  const people = new Map(read.map((person) => [person.line, person]));
  const doubtful = misread(read, order.held);
  const confirmed = new Set(order.confirmed);

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
    if (doubtful.has(line) && !confirmed.has(line)) return 'identity-differs';
    const times = timesOf((field) => cells[ofTimes.get(field) ?? -1] ?? '', day, order.now);
    return typeof times === 'string'
      ? times
      : DIRECTIONS.flatMap((direction) => (times[direction] ? [draft(line, person, direction, times[direction])] : []));
  }

  const drafts: FactDraft[] = [];
  const refused: RefusedLine[] = [];
  const holderOf = (line: number): string | null => order.held(people.get(line)?.fields.registration ?? '')?.name ?? null;
  for (const row of rows) {
    const answer = draftsOf(row);
    if (typeof answer === 'string') refused.push({ line: row.line, code: answer, held: answer === 'identity-differs' ? holderOf(row.line) : null });
    else drafts.push(...answer);
  }
  return { drafts, refused };
}
