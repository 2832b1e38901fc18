import { randomUUID } from 'node:crypto';
import type { ImportAnswer, ImportColumn, ImportField, ImportOrder, ImportProblem } from '../../api/schema/membership.ts';
import { AppError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import { readCsv } from '../../tables/read-csv.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import type { ListRow, Roster, RosterList } from '../roster.ts';
import { seminarHeads } from '../seminar-heads.ts';
import { type Difference, differenceOf, fieldsChange, type Kept } from './difference.ts';
import { findColumns, missingColumns } from './find-columns.ts';
import { headingsOf } from './profiles.ts';
import { readPeople } from './read-people.ts';
import { type RoomNames, roomNames } from './rooms.ts';
import { toldColumns } from './told-columns.ts';
import { oncePerPerson, withTwoNumbers } from './within-file.ts';

/** A list as a file, and what it is a list of. */
export interface ListFile extends Omit<ImportOrder, 'file'> {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/** What a file says and would change. */
export interface ImportPlan {
  readonly answer: ImportAnswer;
  readonly told: readonly ImportColumn[];
  readonly missing: readonly ImportField[];
  readonly difference: Difference;
  /** The list it replaces. */
  readonly list: RosterList | null;
  readonly row: ListRow;
}

const wrong = (note: string) => new AppError('USAGE_WRONG', { note });

interface Place extends Pick<ListRow, 'kind' | 'name' | 'seminar'> {
  readonly rooms: RoomNames | null;
}

/** What the list is called and whose it is. @throws AppError USAGE_WRONG, SEMINAR_UNKNOWN */
async function placeOf(store: Store, { kind, association, seminar }: ListFile): Promise<Place> {
  if (kind === 'members') {
    const name = association?.trim() ?? '';
    if (name === '') throw wrong('a list of members needs the name of the association');
    return { kind, name, seminar: null, rooms: null };
  }
  if (seminar === undefined) throw wrong('a booked list needs a seminar');
  const head = (await seminarHeads(store.db)).get(seminar);
  if (!head) throw new AppError('SEMINAR_UNKNOWN', { seminar });
  return { kind, name: head.title, seminar, rooms: roomNames(head.rooms) };
}

const isOf =
  ({ kind, name, seminar }: Place) =>
  ({ row }: RosterList): boolean =>
    row.kind === kind && (kind === 'booking' ? row.seminar === seminar : row.name === name);

/** Problems as an editor shows them; a row that is left out is left out whatever else is said of it. */
function inOrderOfLines(problems: readonly ImportProblem[]): ImportProblem[] {
  const left = new Set(problems.filter(({ taken, id }) => !taken && id !== 'columns-missing').map(({ line }) => line));
  const once = new Map(problems.map((problem) => [`${problem.line} ${problem.id} ${problem.value}`, problem]));
  return [...once.values()].map((problem) => ({ ...problem, taken: problem.taken && !left.has(problem.line) })).sort((a, b) => a.line - b.line);
}

const changes = (kept: Kept, list: RosterList | null): boolean => {
  const before = list?.entries.get(kept.record.id)?.rooms ?? [];
  return fieldsChange(kept) || before.toSorted().join() !== kept.rooms.toSorted().join();
};

/**
 * Reads a list and compares it with the one it replaces and with everybody held. Nothing is written.
 * @throws AppError IMPORT_UNREADABLE, COLUMN_PROFILE_UNKNOWN, SEMINAR_UNKNOWN, USAGE_WRONG
 */
export async function planImport(store: Store, roster: Roster, order: ListFile): Promise<ImportPlan> {
  const words = headingsOf(order.profile ?? null, order.kind);
  const place = await placeOf(store, order);
  const { kind, name, seminar, rooms } = place;
  const list = roster.lists().find(isOf(place)) ?? null;
  const told = await toldColumns(store.db, order.profile ?? order.kind, order.columns ?? []);
  const { encoding, headings, headingLine, rows } = readCsv(order.bytes, (cells) => findColumns(cells, told, words).size);
  const columns = findColumns(headings, told, words);
  const missing = missingColumns(columns);
  const usable = !missing.includes('name');
  const read = readPeople(usable ? rows : [], columns, rooms, dayInJapan(store.now().getTime()));
  const confirmed = new Set(order.confirmed);
  const { people, problems } = oncePerPerson(read, confirmed);
  const difference = differenceOf(people, roster, list, confirmed);
  const twoNumbers = withTwoNumbers(
    people,
    Array.from(roster.records(), ({ fields }) => fields),
  );
  const lacking = missing.map((field): ImportProblem => ({ line: headingLine, id: 'columns-missing', value: field, taken: field !== 'name' }));
  const onList = difference.kept.filter(({ record }) => list?.entries.has(record.id));
  const changed = onList.filter((kept) => changes(kept, list)).length;
  const byIndex = new Map([...columns].map(([field, index]) => [index, field]));
  return {
    answer: {
      encoding,
      columns: headings.map((heading, index) => ({ heading, field: byIndex.get(index) ?? null })),
      rows: rows.length,
      added: difference.made.length + difference.kept.length - onList.length,
      changed,
      unchanged: onList.length - changed,
      gone: usable ? difference.gone.length : 0,
      problems: inOrderOfLines([...lacking, ...problems, ...difference.problems, ...twoNumbers]),
      applied: false,
    },
    told,
    missing,
    difference,
    list,
    row: { id: list?.row.id ?? randomUUID(), kind, name, seminar, imported_at: store.now().toISOString(), file_name: order.fileName },
  };
}
