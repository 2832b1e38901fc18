import table from '../../../resources/membership/column-profiles.json' with { type: 'json' };
import type { ImportField, ImportProblem } from '../../api/schema/membership.ts';
import { UNREADABLE_LETTER } from '../../tables/decode-text.ts';
import type { CsvRow } from '../../tables/read-csv.ts';
import type { PersonFields } from '../person-fields.ts';
import { registrationNumber } from '../registration-number.ts';
import { birthDate } from './birth-date.ts';
import type { Columns } from './find-columns.ts';
import { keptKana, keptName } from './kept-text.ts';
import type { RoomNames } from './rooms.ts';

/** Somebody in a file. */
export interface ReadPerson {
  /** Line of the file. */
  readonly line: number;
  readonly fields: PersonFields;
  /** Ids of rooms of the seminar. */
  readonly rooms: readonly string[];
}

export interface ReadPeople {
  readonly people: readonly ReadPerson[];
  readonly problems: readonly ImportProblem[];
}

const MY_PAGE = new Map([
  ...table.myPage.yes.map((word) => [word.normalize('NFKC'), true] as const),
  ...table.myPage.no.map((word) => [word.normalize('NFKC'), false] as const),
]);

/** One row as a person, and what is to be said of it; nobody where it has neither name, reading nor number. */
function readRow(
  { line, cells }: CsvRow,
  columns: Columns,
  rooms: RoomNames | null,
  today: string,
): { readonly person: ReadPerson | null; readonly problems: ImportProblem[] } {
  const cell = (field: ImportField): string => cells[columns.get(field) ?? -1] ?? '';
  const joined = (whole: ImportField, ...parts: ImportField[]): string => cell(whole) || parts.map(cell).join(' ');
  const fields: PersonFields = {
    registration: registrationNumber(cell('registration')),
    name: keptName(joined('name', 'familyName', 'givenName')),
    kana: keptKana(joined('kana', 'familyKana', 'givenKana')),
    affiliation: keptName(cell('affiliation')),
    birthDate: birthDate(cell('birthDate'), today) ?? '',
    myPage: MY_PAGE.get(cell('myPage').normalize('NFKC').toLowerCase()) ?? null,
  };
  const booked = rooms ? rooms.read(cell('room')) : [];
  const taken = fields.name !== '' || fields.kana !== '' || fields.registration !== null;
  const problem = (id: ImportProblem['id'], value: string, wrong: boolean): ImportProblem[] => (wrong ? [{ line, id, value, taken }] : []);
  const unreadable = [...columns.values()].map((index) => cells[index] ?? '').filter((value) => value.includes(UNREADABLE_LETTER));
  return {
    person: taken ? { line, fields, rooms: booked ?? [] } : null,
    problems: [
      ...problem('registration-missing', '', columns.has('registration') && cell('registration') === ''),
      ...problem('registration-wrong', cell('registration'), cell('registration') !== '' && fields.registration === null),
      ...problem('name-missing', fields.kana, fields.name === ''),
      ...problem('birth-date-wrong', cell('birthDate'), cell('birthDate') !== '' && fields.birthDate === ''),
      ...problem('room-unknown', cell('room'), booked === null),
      ...problem('unreadable-letter', unreadable.map(keptName).join(' '), unreadable.length > 0),
    ],
  };
}

/**
 * Everybody in the rows of a file. A row that is partly wrong is taken with what is right in it, so that nobody is turned away for it.
 * @param rooms of the seminar; `null` for a list of members
 * @param today ISO day
 */
export function readPeople(rows: readonly CsvRow[], columns: Columns, rooms: RoomNames | null, today: string): ReadPeople {
  const read = rows.map((row) => readRow(row, columns, rooms, today));
  return { people: read.flatMap(({ person }) => person ?? []), problems: read.flatMap(({ problems }) => problems) };
}
