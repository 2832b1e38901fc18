import { AppError } from '../../errors.ts';
import { recogniseColumns } from '../../tables/columns.ts';
import { type ReadEncoding, UNREADABLE_LETTER } from '../../tables/decode-text.ts';
import { type CsvRow, readCsv } from '../../tables/read-csv.ts';
import { birthDate } from '../import/birth-date.ts';
import { keptKana, keptName } from '../import/kept-text.ts';
import { registrationNumber } from '../registration-number.ts';
import type { Association } from '../tiers/association.ts';
import { MEMBER_FIELDS, type MemberField, type MemberFields } from '../tiers/member-fields.ts';
import type { ListField, MemberListProfile } from './profiles.ts';

/** What is wrong with rows of a list; words `membership.import.<id>`. */
export type ListProblemId =
  | 'registration-wrong'
  | 'name-missing'
  | 'affiliation-missing'
  | 'class-unknown'
  | 'day-wrong'
  | 'status-unknown'
  | 'unreadable-letter'
  | 'letter-missing'
  | 'other-association'
  | 'twice'
  | 'identity-differs';

/** Something about a row that people have to look at. */
export interface ListProblem {
  /** As an editor counts. */
  readonly line: number;
  readonly id: ListProblemId;
  /** What stands there. */
  readonly value: string;
  /** Whether the row counts all the same. */
  readonly taken: boolean;
}

/** A membership as a list tells it. */
export interface ListedMember {
  readonly line: number;
  readonly registration: string;
  /** Only what the list says. */
  readonly fields: MemberFields;
  readonly affiliation: string;
  readonly class: string;
  readonly nationalClass: string;
  readonly state: 'active' | 'ended';
  readonly joinedOn: string | null;
  /** `undefined`: the list has no such column. */
  readonly leftOn: string | null | undefined;
}

export interface MemberList {
  readonly encoding: ReadEncoding;
  readonly rows: number;
  readonly members: readonly ListedMember[];
  readonly problems: readonly ListProblem[];
  /** Numbers of rows that are not taken: what is held of these persons stays. */
  readonly left: ReadonlySet<string>;
  /** Rows of which nobody can tell whose they are: then nobody ends by not being on the list. */
  readonly unknown: number;
}

const NEEDED: readonly ListField[] = ['registration', 'name', 'affiliation', 'class'];
const NO_DAY = /^[-\p{Pd}ー−]?$/u;
/** Days on which somebody may leave are to come, too. */
const LATEST = '9999-12-31';
const DAYS: ReadonlySet<ListField> = new Set(['birthDate', 'licensedOn', 'joinedOn', 'leftOn']);

/** A1, A①, Ａ１会員, A②(B): one class in the spellings of lists. */
const classKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/会員$|[\s()・-]/g, '');

const named = (words: readonly string[], text: string): boolean => words.some((word) => word.normalize('NFKC') === text.normalize('NFKC'));

type Cells = (field: ListField) => string;

const KEPT: Readonly<Partial<Record<MemberField, (text: string, profile: MemberListProfile) => string>>> = {
  name: keptName,
  formerName: keptName,
  kana: keptKana,
  formerKana: keptKana,
  sex: (text, { sex }) => (named(sex.male, text) ? 'male' : named(sex.female, text) ? 'female' : ''),
  useFormerName: (text, { yes, no }) => (named(yes, text) ? 'true' : named(no, text) ? 'false' : ''),
  graduationYear: (text) => /^(\d{4})/.exec(text.normalize('NFKC'))?.[1] ?? '',
  postalCode: (text) => text.normalize('NFKC').replace(/\D/g, ''),
};

function fieldsOf(cell: Cells, day: (field: ListField) => string | null, profile: MemberListProfile): MemberFields {
  const told = MEMBER_FIELDS.map((field): [MemberField, string] => {
    const text = cell(field);
    return [field, DAYS.has(field) ? (day(field) ?? '') : (KEPT[field]?.(text, profile) ?? keptName(text))];
  });
  return Object.fromEntries(told.filter(([, text]) => text !== ''));
}

function stateOf(text: string, { status }: MemberListProfile): 'active' | 'ended' | null {
  if (text === '' || named(status.active, text)) return 'active';
  return named(status.ended, text) ? 'ended' : null;
}

interface Reading {
  readonly columns: ReadonlyMap<ListField, number>;
  readonly profile: MemberListProfile;
  readonly association: Association;
  /** ISO day. */
  readonly today: string;
}

/** One row, and what is to be said of it. */
function readRow({ line, cells }: CsvRow, { columns, profile, association, today }: Reading) {
  const cell: Cells = (field) => cells[columns.get(field) ?? -1] ?? '';
  const wrongDays: string[] = [];
  const day = (field: ListField): string | null => {
    const text = cell(field);
    const read = birthDate(text, field === 'leftOn' ? LATEST : today);
    if (read === null && !NO_DAY.test(text)) wrongDays.push(text);
    return read;
  };
  const registration = registrationNumber(cell('registration'));
  const fields = fieldsOf(cell, day, profile);
  const [joinedOn, leftOn] = [day('joinedOn'), day('leftOn')];
  const own = association.rules.classes.find(({ id, label }) => [id, label].some((word) => classKey(word) === classKey(cell('class'))));
  const told = stateOf(cell('status'), profile);
  const unreadable = cells.some((text) => text.includes(UNREADABLE_LETTER));
  const found: readonly (readonly [ListProblemId, string, boolean, 'left'?])[] = [
    ['registration-wrong', cell('registration'), registration === null, 'left'],
    ['other-association', cell('association'), cell('association') !== '' && keptName(cell('association')) !== association.name, 'left'],
    ['name-missing', '', fields.name === undefined, 'left'],
    ['affiliation-missing', '', cell('affiliation') === '', 'left'],
    ['class-unknown', cell('class'), own === undefined, 'left'],
    ['status-unknown', cell('status'), told === null, 'left'],
    ['day-wrong', wrongDays.join(' '), wrongDays.length > 0],
    ['unreadable-letter', '', unreadable],
  ];
  const taken = !found.some(([, , is, leave]) => is && leave);
  const problems = found.filter(([, , is]) => is).map(([id, value]): ListProblem => ({ line, id, value, taken }));
  const member: ListedMember | null = taken
    ? {
        line,
        registration: registration!,
        fields,
        affiliation: keptName(cell('affiliation')),
        class: own!.id,
        nationalClass: own!.national ?? '',
        state: told === 'ended' || (leftOn !== null && leftOn <= today) ? 'ended' : 'active',
        joinedOn,
        leftOn: columns.has('leftOn') ? leftOn : undefined,
      }
    : null;
  return { member, problems, registration };
}

const words = ({ columns }: MemberListProfile): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(columns.map(({ field, headings }) => [field, headings]));

/**
 * A list of members of one association (UTF-8, UTF-16 or Shift_JIS). A row that cannot be taken is told with its line, and never ends anybody's membership.
 * @param today ISO day in Japan
 * @throws AppError IMPORT_UNREADABLE, SPREADSHEET_NOT_READ; COLUMNS_MISSING
 */
export function readMemberList(bytes: Uint8Array, profile: MemberListProfile, association: Association, today: string): MemberList {
  const known = words(profile);
  const find = (headings: readonly string[]) => recogniseColumns<string>(headings, known) as ReadonlyMap<ListField, number>;
  const table = readCsv(bytes, (cells) => find(cells).size);
  const columns = find(table.headings);
  const missing = NEEDED.find((field) => !columns.has(field));
  if (missing !== undefined) throw new AppError('COLUMNS_MISSING', { column: missing });
  const members: ListedMember[] = [];
  const problems: ListProblem[] = [];
  const left = new Set<string>();
  const places = new Set<string>();
  let unknown = 0;
  for (const row of table.rows) {
    const { member, problems: own, registration } = readRow(row, { columns, profile, association, today });
    problems.push(...own);
    if (!member) {
      if (registration === null) unknown += 1;
      else left.add(registration);
      continue;
    }
    const place = JSON.stringify([member.registration, member.affiliation, member.state, member.state === 'ended' && member.joinedOn]);
    if (places.has(place)) problems.push({ line: row.line, id: 'twice', value: '', taken: false });
    else members.push(member);
    places.add(place);
  }
  return { encoding: table.encoding, rows: table.rows.length, members, problems, left, unknown };
}
