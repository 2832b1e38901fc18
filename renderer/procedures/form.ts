import type { AssociationView, MemberView, ProcedureItem } from '../../main/api/schema/procedures.ts';
import { agreedOf, type WantedDocument } from './wanted-documents.ts';

export type ProcedureKind = ProcedureItem['kind'];

/** Who asks, which decides what they are told: an association on behalf of somebody (代理申請), or the person. Words: `<key>.<asker>`. */
export type Asker = 'proxy' | 'person';

/** What is being written down for a procedure, whichever it becomes. */
export interface Form {
  readonly kind: ProcedureKind;
  readonly affiliation: string;
  readonly to: string;
  readonly reason: string;
  /** A class at each association that has one; the others are not touched. */
  readonly classes: readonly { readonly association: string; readonly class: string }[];
  /** Associations that are left by wish. */
  readonly leave: readonly string[];
  readonly wishedOn: string;
  readonly cause: 'retired' | 'death' | 'other';
  readonly note: string;
  /** Of a move: the association of the new place. */
  readonly base: string | null;
  /** Files that were chosen, by `association/id` of the document; which of them go along depends on who decides. */
  readonly files: Readonly<Record<string, { readonly name: string; readonly sha256: string; readonly agreed: boolean }>>;
}

/** A change of the form as it stands when the change is made. */
export type Change = (change: (form: Form) => Partial<Form>) => void;

/** Which parts of the form a kind has. */
export const PARTS: Readonly<Record<ProcedureKind, readonly ('group' | 'affiliation' | 'to' | 'reason' | 'classes' | 'base' | 'leave')[]>> = {
  join: ['affiliation', 'classes'],
  add: ['group', 'classes'],
  'change-class': ['group', 'classes'],
  'change-facility': ['group', 'to', 'reason'],
  transfer: ['group', 'to', 'base', 'classes', 'reason'],
  withdraw: ['group', 'leave'],
  certificate: ['group'],
};

/** Kinds that somebody with these memberships can ask for. */
export const kindsFor = (groups: readonly string[]): readonly ProcedureKind[] =>
  groups.length > 0 ? (Object.keys(PARTS) as ProcedureKind[]) : ['join'];

/** Workplaces of the current memberships of an association, or of all. */
export const groupsOf = (member: MemberView | null, own: string | null): readonly string[] => [
  ...new Set(
    (member?.rows ?? [])
      .filter(({ association, state }) => (own === null || association === own) && state === 'active')
      .map(({ affiliation }) => affiliation),
  ),
];

/** Associations of a group, as far as they are seen. */
export const associationsIn = (member: MemberView | null | undefined, affiliation: string): readonly string[] =>
  (member?.rows ?? []).filter((row) => row.affiliation === affiliation && row.state === 'active').map(({ association }) => association);

/** Associations of a chain that a kind is about, where the whole group is seen: those that can be joined, changed or left. */
export function offeredOf(kind: ProcedureKind, chain: readonly AssociationView[], group: readonly string[]): readonly AssociationView[] {
  if (kind === 'add') return chain.filter(({ code }) => !group.includes(code));
  if (kind === 'change-class' || kind === 'withdraw') return chain.filter(({ code }) => group.includes(code));
  return chain;
}

export const emptyForm = (kind: ProcedureKind, group: string | undefined): Form => ({
  kind,
  affiliation: PARTS[kind].includes('group') ? (group ?? '') : '',
  to: '',
  reason: '',
  classes: [],
  leave: [],
  wishedOn: '',
  cause: 'retired',
  note: '',
  base: null,
  files: {},
});

type Request = ProcedureItem['request'];
export type Tiers = readonly { readonly code: string; readonly tier: number }[];

/** Of the associations that are named the one from which the others are reached: the lowest, whose tier has the highest number. */
export const lowestOf = (named: readonly string[], all: Tiers): string | null =>
  all.filter(({ code }) => named.includes(code)).toSorted((a, b) => b.tier - a.tier)[0]?.code ?? null;

/** A form with what was asked for before. Documents stay as they were and are agreed to anew. @param all associations with their tiers */
export function formOf(request: Request, all: Tiers): Form {
  const files = 'attachments' in request ? request.attachments : [];
  const classes = 'classes' in request ? request.classes : [];
  const named = classes.map(({ association }) => association);
  return {
    ...emptyForm(request.kind, request.affiliation),
    affiliation: request.affiliation,
    ...('to' in request && { to: request.to }),
    classes,
    ...(request.kind === 'withdraw'
      ? { leave: request.associations, wishedOn: request.wishedOn, cause: request.reason, note: request.note }
      : 'reason' in request && { reason: request.reason }),
    ...(request.kind === 'transfer' && { base: lowestOf(named, all) }),
    files: Object.fromEntries(
      files.map(({ association, id, sha256 }) => [`${association}/${id}`, { name: sha256.slice(0, 16), sha256, agreed: false }]),
    ),
  };
}

/** The request that a form stands for; what does not belong to its kind is left out. @param documents those that go with it (`documentsOf`) */
export function requestOf(form: Form, own: string, documents: readonly WantedDocument[], warned: readonly string[]): Record<string, unknown> {
  const { kind, affiliation } = form;
  const has = (part: (typeof PARTS)[ProcedureKind][number]) => PARTS[kind].includes(part);
  return {
    kind,
    affiliation: affiliation.trim(),
    ...(has('to') && { to: form.to.trim() }),
    ...(has('reason') && { reason: form.reason.trim() }),
    ...(has('classes') && { classes: form.classes }),
    ...(kind === 'withdraw' && {
      associations: form.leave,
      wishedOn: form.wishedOn,
      reason: form.cause,
      note: form.cause === 'other' ? form.note.trim() : '',
      warned,
    }),
    ...(kind === 'certificate' && { association: own }),
    ...(kind !== 'withdraw' &&
      kind !== 'certificate' && { attachments: agreedOf(form, documents).map(({ association, id, sha256 }) => ({ association, id, sha256 })) }),
  };
}

const LETTERS = 50;
/** Whether a note of a withdrawal is too long: up to 50 letters. */
export const noteTooLong = (note: string): boolean => [...new Intl.Segmenter('ja').segment(note.trim())].length > LETTERS;

const FIRST_DAY = '1900-01-01';
const YEARS_AHEAD = 10;
const isWithin = (day: string, last: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && day >= FIRST_DAY && day <= last;

/** Whether a wished day is none that anybody means: before 1900, or more than ten years ahead. Days are ISO days in Japan. */
export const wishedWrong = (day: string, today: string): boolean =>
  day !== '' && !isWithin(day, `${Number(today.slice(0, 4)) + YEARS_AHEAD}${today.slice(4)}`);

/** Whether nobody who lives can be born on a day. */
export const birthWrong = (day: string, today: string): boolean => day !== '' && !isWithin(day, today);

/** What is written down of somebody who is no member yet. */
export type NewPerson = Readonly<Partial<Record<'name' | 'kana' | 'birthDate' | 'sex', string>>>;

/** Whether somebody can be told from others: by name and birth date. */
export const isIdentified = ({ name = '', birthDate = '' }: NewPerson, today: string): boolean =>
  name.trim() !== '' && birthDate !== '' && !birthWrong(birthDate, today);

/** Whether a form is filled in as far as can be told here; the hub looks at the rest. @param today ISO day in Japan */
export function isReady(form: Form, documents: readonly WantedDocument[], today: string): boolean {
  const parts = PARTS[form.kind];
  const filled: Readonly<Record<(typeof parts)[number], boolean>> = {
    group: form.affiliation !== '',
    affiliation: form.affiliation.trim() !== '',
    to: form.to.trim() !== '',
    reason: true,
    base: form.base !== null,
    classes: form.classes.length > 0,
    leave:
      form.leave.length > 0 &&
      form.wishedOn !== '' &&
      !wishedWrong(form.wishedOn, today) &&
      (form.cause !== 'other' || (form.note.trim() !== '' && !noteTooLong(form.note))),
  };
  return parts.every((part) => filled[part]) && agreedOf(form, documents).length === documents.length;
}

/** What was written down of somebody, without what was left open. */
export const filled = (person: NewPerson): NewPerson =>
  Object.fromEntries(Object.entries(person).flatMap(([field, value]) => (value?.trim() ? [[field, value.trim()]] : [])));
