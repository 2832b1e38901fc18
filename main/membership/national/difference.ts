import { canBeSamePerson } from '../identity.ts';
import { MISSING_LETTER } from '../import/kept-text.ts';
import type { RowChange } from '../tiers/change-events.ts';
import { identityOf, MEMBER_FIELDS, type MemberField, type MemberFields } from '../tiers/member-fields.ts';
import { isActive, type MembershipRow } from '../tiers/membership-row.ts';
import type { ListedMember, ListProblem, MemberList } from './read-list.ts';

/** Somebody's record before and after; `before` is `null` for somebody new. */
export interface PersonChange {
  readonly registration: string;
  readonly before: MemberFields | null;
  readonly after: MemberFields | null;
}

/** One field of a person or a membership that a list says otherwise. */
export interface ChangedField {
  readonly field: MemberField | 'affiliation' | 'class' | 'nationalClass' | 'joinedOn' | 'leftOn';
  readonly before: string;
  readonly after: string;
}

/** What a list makes of what is held, before anything is written. */
export interface ListDifference {
  readonly added: readonly ListedMember[];
  readonly changed: readonly { readonly member: ListedMember; readonly fields: readonly ChangedField[] }[];
  /** Not on the list any more, or on it as having left. */
  readonly ended: readonly MembershipRow[];
  readonly unchanged: number;
  /** Not on the list, and active all the same, because some row could not be told whose it is. */
  readonly heldBack: number;
  readonly problems: readonly ListProblem[];
  /** Rows and persons to write. */
  readonly rows: readonly RowChange[];
  readonly persons: readonly PersonChange[];
}

/** What is held of one association. */
export interface Held {
  readonly rows: readonly MembershipRow[];
  /** Of everybody on the list and everybody with a row, by registration number. */
  readonly persons: ReadonlyMap<string, MemberFields>;
}

const ROW_FIELDS = ['affiliation', 'class', 'nationalClass', 'joinedOn', 'leftOn'] as const;

/** What the list says, where it says something; a letter that could not be read does not replace one that could. */
function updated(known: MemberFields, told: MemberFields): MemberFields {
  const fields = { ...known };
  for (const field of MEMBER_FIELDS) {
    const [was = '', is = ''] = [known[field], told[field]];
    const spoiled = is.includes(MISSING_LETTER) && was !== '' && !was.includes(MISSING_LETTER);
    if (is !== '' && !spoiled) fields[field] = is;
  }
  return fields;
}

const sameRow = (a: MembershipRow, b: MembershipRow): boolean =>
  a.state === b.state && a.cause === b.cause && ROW_FIELDS.every((name) => a[name] === b[name]);

const fieldsBetween = (before: MembershipRow, after: MembershipRow, was: MemberFields, is: MemberFields): readonly ChangedField[] => [
  ...MEMBER_FIELDS.map((field) => ({ field, before: was[field] ?? '', after: is[field] ?? '' })).filter((each) => each.before !== each.after),
  ...ROW_FIELDS.map((field) => ({ field, before: before[field] ?? '', after: after[field] ?? '' })).filter((each) => each.before !== each.after),
];

/** The list's rows of one person beside those held: by 所属施設 first; what then is left on both sides has moved. */
function paired(held: readonly MembershipRow[], listed: readonly ListedMember[]): readonly (readonly [MembershipRow | null, ListedMember])[] {
  const active = new Set(held.filter(isActive));
  const found = new Map<ListedMember, MembershipRow>();
  const take = (member: ListedMember, row: MembershipRow | undefined): void => {
    if (!row) return;
    active.delete(row);
    found.set(member, row);
  };
  for (const member of listed)
    take(
      member,
      [...active].find(({ affiliation }) => affiliation === member.affiliation),
    );
  const rest = (state: string) => listed.filter((member) => !found.has(member) && member.state === state);
  for (const member of rest('ended')) {
    const old = held.find(
      (row) => !isActive(row) && row.affiliation === member.affiliation && (row.joinedOn === member.joinedOn || member.joinedOn === null),
    );
    if (old && ![...found.values()].includes(old)) found.set(member, old);
  }
  for (const member of rest('active')) take(member, [...active][0]);
  return listed.map((member) => [found.get(member) ?? null, member]);
}

/** The row as the list has it. A day that the list does not tell stays; whoever left without one left today. */
function asListed(
  held: MembershipRow | null,
  member: ListedMember,
  parts: { association: string; today: string; newId: () => string },
): MembershipRow {
  const { registration, affiliation, class: local, nationalClass, state, joinedOn, leftOn } = member;
  const last = state === 'ended' ? (leftOn ?? held?.leftOn ?? parts.today) : leftOn === undefined ? (held?.leftOn ?? null) : leftOn;
  return {
    association: parts.association,
    id: held?.id ?? parts.newId(),
    registration,
    affiliation,
    class: local,
    nationalClass,
    state,
    joinedOn: joinedOn ?? held?.joinedOn ?? null,
    leftOn: last,
    cause: last === null ? null : (held?.cause ?? 'import'),
  };
}

/**
 * Compares a list of members with what is held of its association. Somebody whose birth date or name cannot be theirs is told and left as they are.
 * @param today ISO day in Japan: that of an end of which no day is told
 * @param newId makes the id of a new row
 */
export function listDifference(list: MemberList, held: Held, parts: { association: string; today: string; newId: () => string }): ListDifference {
  const rowsOf = Map.groupBy(held.rows, ({ registration }) => registration);
  const problems = [...list.problems];
  const left = new Set(list.left);
  const listed = Map.groupBy(list.members, ({ registration }) => registration);
  for (const [registration, members] of listed) {
    const known = held.persons.get(registration);
    const other = known && members.find(({ fields }) => !canBeSamePerson(identityOf(known), identityOf(fields)));
    if (!other) continue;
    problems.push({ line: other.line, id: 'identity-differs', value: registration, taken: false });
    left.add(registration);
  }
  const added: ListedMember[] = [];
  const changed: { readonly member: ListedMember; readonly fields: readonly ChangedField[] }[] = [];
  const ended: MembershipRow[] = [];
  const rows: RowChange[] = [];
  const persons: PersonChange[] = [];
  const met = new Set<MembershipRow>();
  let unchanged = 0;
  for (const [registration, members] of listed) {
    if (left.has(registration)) continue;
    const was = held.persons.get(registration) ?? null;
    const is = members.reduce((known, { fields }) => updated(known, fields), was ?? {});
    const personChanges = was === null || MEMBER_FIELDS.some((field) => (was[field] ?? '') !== (is[field] ?? ''));
    if (personChanges) persons.push({ registration, before: was, after: is });
    for (const [index, [before, member]] of paired(rowsOf.get(registration) ?? [], members).entries()) {
      const after = asListed(before, member, parts);
      const fields = before ? fieldsBetween(before, after, index === 0 ? (was ?? {}) : is, is) : [];
      if (before) met.add(before);
      if (!before || !sameRow(before, after)) rows.push({ before, after });
      if (!before) added.push(member);
      else if (isActive(before) && !isActive(after)) ended.push(before);
      else if (fields.length > 0 || !sameRow(before, after)) changed.push({ member, fields });
      else unchanged += 1;
    }
  }
  const absent = held.rows.filter((row) => isActive(row) && !left.has(row.registration) && !met.has(row));
  if (list.unknown === 0) {
    for (const before of absent) {
      ended.push(before);
      rows.push({ before, after: { ...before, state: 'ended', leftOn: parts.today, cause: 'import' } });
    }
  }
  const heldBack = list.unknown === 0 ? 0 : absent.length;
  return { added, changed, ended, unchanged, heldBack, problems: problems.toSorted((a, b) => a.line - b.line), rows, persons };
}
