import type { Cell, Table } from '../../tables/table.ts';
import { hasWords, type Language, words } from '../../words/words.ts';
import type { Association } from '../tiers/association.ts';
import { nameOnPost } from '../tiers/member-fields.ts';
import { countsOn, type Member } from './member.ts';

const text = (value = ''): Cell => (value === '' ? null : { kind: 'text', text: value });
const day = (value: string | null | undefined): Cell => (value ? { kind: 'day', day: value, format: 'slashes' } : null);
const by = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By reading, then by number. */
const inOrder = (a: Member, b: Member): number =>
  by(a.fields.kana ?? '', b.fields.kana ?? '') || Number(a.row.registration) - Number(b.row.registration) || by(a.row.affiliation, b.row.affiliation);

type Column = readonly [id: string, width: number, cell: (member: Member, association: Association, language: Language) => Cell];

const LEDGER: readonly Column[] = [
  ['registration', 12, ({ row }) => ({ kind: 'registration', number: row.registration, format: 'digits' })],
  ['name', 20, ({ fields }) => text(fields.name)],
  ['kana', 24, ({ fields }) => text(fields.kana)],
  ['former-name', 20, ({ fields }) => text(fields.formerName)],
  [
    'sex',
    6,
    ({ fields }, _, language) => (hasWords(language, `membership.sex.${fields.sex}`) ? text(words(language)(`membership.sex.${fields.sex}`)) : null),
  ],
  ['birth-date', 12, ({ fields }) => day(fields.birthDate)],
  ['graduation-year', 10, ({ fields }) => text(fields.graduationYear)],
  ['affiliation', 30, ({ row }) => text(row.affiliation)],
  ['class', 14, ({ row }, { rules }) => text(rules.classes.find(({ id }) => id === row.class)?.label ?? row.class)],
  ['national-class', 12, ({ row }) => text(row.nationalClass)],
  ['joined-on', 12, ({ row }) => day(row.joinedOn)],
  ['member-id', 12, ({ fields }) => text(fields.memberId)],
  ['postal-code', 10, ({ fields }) => text(fields.postalCode)],
  ['address', 40, ({ fields }) => text(fields.address)],
  ['phone', 14, ({ fields }) => text(fields.phone)],
  ['email', 24, ({ fields }) => text(fields.email)],
];

const LABELS: readonly Column[] = [
  ['postal-code', 10, ({ fields }) => text(fields.postalCode)],
  ['address', 40, ({ fields }) => text(fields.address)],
  ['addressee', 20, ({ fields }) => text(nameOnPost(fields))],
];

const tableOf = (columns: readonly Column[], association: Association, members: readonly Member[], language: Language): Table => ({
  columns: columns.map(([id, width]) => ({ heading: words(language)(`membership.ledger.${id}`), width })),
  rows: members.map((member) => columns.map(([, , cell]) => cell(member, association, language))),
});

/** Members on an ISO day in the order of their readings, one line per 所属施設. */
export const membersOn = (members: readonly Member[], on: string): readonly Member[] =>
  members.filter(({ row }) => countsOn(row, on)).toSorted(inOrder);

/** The ledger of members (会員台帳) of an association. @param members as `membersOn` gives them */
export const ledgerTable = (association: Association, members: readonly Member[], language: Language): Table =>
  tableOf(LEDGER, association, members, language);

/** Each person once, as mail goes out. */
export const onceOnPost = (members: readonly Member[]): readonly Member[] =>
  [...new Map(members.toReversed().map((member) => [member.row.registration, member])).values()].toReversed();

/** Addresses for labels, the former name where that is wished, one line per person. @param members as `membersOn` gives them */
export const labelTable = (association: Association, members: readonly Member[], language: Language): Table =>
  tableOf(LABELS, association, onceOnPost(members), language);
