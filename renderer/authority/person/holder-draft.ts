import type { HolderFields } from '../../../main/api/schema/credentials.ts';

/** Fields of somebody, in the order of the forms. */
export const FIELD_ORDER = [
  'registration',
  'name',
  'kana',
  'romaji',
  'formerName',
  'birthDate',
  'postalCode',
  'address',
  'phone',
  'email',
  'workplace',
  'memberId',
] as const satisfies readonly (keyof HolderFields)[];

/** Somebody as being written down, with what stands beside the fields. */
export interface HolderDraft {
  readonly fields: HolderFields;
  readonly association: string;
  readonly member: boolean;
}

export const EMPTY_DRAFT: HolderDraft = {
  fields: Object.fromEntries(FIELD_ORDER.map((name) => [name, ''])) as HolderFields,
  association: '',
  member: false,
};

/** A number with its letters taken away: `第０１２３４５号` is `12345`. */
const registrationOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s第号]/g, '')
    .replace(/^0+/, '');

/** As it is sent: without blanks around, numbers as digits. */
export function settledDraft({ fields, association, member }: HolderDraft): {
  readonly fields: HolderFields;
  readonly association: string | null;
  readonly member: boolean;
} {
  const trimmed = Object.fromEntries(FIELD_ORDER.map((name) => [name, fields[name].trim()])) as HolderFields;
  return { fields: { ...trimmed, registration: registrationOf(fields.registration) }, association: association.trim() || null, member };
}

/** The first thing that is wrong with each field; nothing is wrong with an empty one. */
export function wrongFields({ fields, member }: HolderDraft): ReadonlySet<keyof HolderFields> {
  const digits = fields.memberId.normalize('NFKC').replaceAll(/\D/g, '');
  return new Set([
    ...(fields.registration.trim() !== '' && !/^\d{1,7}$/.test(registrationOf(fields.registration)) ? (['registration'] as const) : []),
    ...(member && digits !== '' && digits.length !== 10 ? (['memberId'] as const) : []),
  ]);
}
