import type { AssociationView, MemberView, ProcedureItem } from '../../main/api/schema/procedures.ts';

type ProcedureKind = ProcedureItem['kind'];

/** What is being written down for a procedure, whichever it becomes. */
export interface Form {
  readonly kind: ProcedureKind;
  readonly affiliation: string;
  readonly to: string;
  readonly reason: string;
  /** Class by association; those without one are not touched. */
  readonly classes: Readonly<Record<string, string>>;
  /** Associations that are left by wish. */
  readonly leave: readonly string[];
  readonly wishedOn: string;
  readonly cause: 'retired' | 'death' | 'other';
  readonly note: string;
  /** Of a move: the association of the new place. */
  readonly base: string | null;
  /** Documents by `association/id`. */
  readonly files: Readonly<Record<string, { readonly name: string; readonly sha256: string; readonly agreed: boolean }>>;
}

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

/** Workplaces of the current memberships of an association. */
export const groupsOf = (member: MemberView | null, own: string): readonly string[] => [
  ...new Set((member?.rows ?? []).filter((row) => row.association === own && row.state === 'active').map(({ affiliation }) => affiliation)),
];

export const emptyForm = (kind: ProcedureKind, group: string | undefined): Form => ({
  kind,
  affiliation: PARTS[kind].includes('group') ? (group ?? '') : '',
  to: '',
  reason: '',
  classes: {},
  leave: [],
  wishedOn: '',
  cause: 'retired',
  note: '',
  base: null,
  files: {},
});

type Request = ProcedureItem['request'];

/** A form with what was asked for before. Documents stay as they were and are agreed to anew. */
export function formOf(request: Request): Form {
  const files = 'attachments' in request ? request.attachments : [];
  return {
    ...emptyForm(request.kind, request.affiliation),
    affiliation: request.affiliation,
    ...('to' in request && { to: request.to }),
    ...('classes' in request && { classes: Object.fromEntries(request.classes.map((each) => [each.association, each.class])) }),
    ...(request.kind === 'withdraw'
      ? { leave: request.associations, wishedOn: request.wishedOn, cause: request.reason, note: request.note }
      : 'reason' in request && { reason: request.reason }),
    ...(request.kind === 'transfer' && { base: request.classes[0]?.association ?? null }),
    files: Object.fromEntries(
      files.map(({ association, id, sha256 }) => [`${association}/${id}`, { name: sha256.slice(0, 16), sha256, agreed: true }]),
    ),
  };
}

/** Documents that associations want with a procedure of this kind. */
export const documentsFor = (kind: ProcedureKind, associations: readonly AssociationView[]) =>
  associations.flatMap(({ code, rules }) =>
    rules.attachments.filter((each) => each.for.includes(kind)).map((each) => ({ ...each, key: `${code}/${each.id}` })),
  );

/** The request that a form stands for; what does not belong to its kind is left out. */
export function requestOf(form: Form, own: string, warned: readonly string[]): Record<string, unknown> {
  const { kind, affiliation } = form;
  const has = (part: (typeof PARTS)[ProcedureKind][number]) => PARTS[kind].includes(part);
  const attachments = Object.entries(form.files).map(([key, { sha256 }]) => {
    const at = key.indexOf('/');
    return { association: key.slice(0, at), id: key.slice(at + 1), sha256 };
  });
  return {
    kind,
    affiliation: affiliation.trim(),
    ...(has('to') && { to: form.to.trim() }),
    ...(has('reason') && { reason: form.reason.trim() }),
    ...(has('classes') && { classes: Object.entries(form.classes).map(([association, each]) => ({ association, class: each })) }),
    ...(kind === 'withdraw' && {
      associations: form.leave,
      wishedOn: form.wishedOn,
      reason: form.cause,
      note: form.cause === 'other' ? form.note.trim() : '',
      warned,
    }),
    ...(kind === 'certificate' && { association: own }),
    ...(kind !== 'withdraw' && kind !== 'certificate' && { attachments }),
  };
}

const LETTERS = 50;
/** Whether a note of a withdrawal is too long: up to 50 letters. */
export const noteTooLong = (note: string): boolean => [...new Intl.Segmenter('ja').segment(note.trim())].length > LETTERS;

/** Whether a form is filled in as far as can be told here; the hub looks at the rest. */
export function isReady(form: Form, documents: readonly { readonly key: string }[]): boolean {
  const parts = PARTS[form.kind];
  const filled: Readonly<Record<(typeof parts)[number], boolean>> = {
    group: form.affiliation !== '',
    affiliation: form.affiliation.trim() !== '',
    to: form.to.trim() !== '',
    reason: true,
    base: form.base !== null,
    classes: Object.keys(form.classes).length > 0,
    leave: form.leave.length > 0 && form.wishedOn !== '' && (form.cause !== 'other' || (form.note.trim() !== '' && !noteTooLong(form.note))),
  };
  return parts.every((part) => filled[part]) && documents.every(({ key }) => form.files[key]?.agreed === true);
}
