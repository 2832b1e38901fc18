import type { Identity } from '../identity.ts';

/**
 * What a person's record (`person.fields`) may hold, as text; what is not there is not known. Days are ISO days. `sex`: `male` or `female`.
 * `useFormerName`: `true` where mail is to bear the former name (送付物の宛名に旧姓・旧名を使用する).
 * Source: MAMIS説明資料 Ver1.00 (2024-03), マイページ.
 */
export const MEMBER_FIELDS = [
  'name',
  'kana',
  'formerName',
  'formerKana',
  'useFormerName',
  'sex',
  'birthDate',
  'licensedOn',
  'graduationYear',
  'memberId',
  'postalCode',
  'address',
  'phone',
  'fax',
  'mobile',
  'email',
] as const;
export type MemberField = (typeof MEMBER_FIELDS)[number];
export type MemberFields = Readonly<Partial<Record<MemberField, string>>>;

/** What the card authority is shown of members; the rest is a matter of the associations. */
const NAME_FIELDS: readonly MemberField[] = ['name', 'kana', 'formerName', 'formerKana'];

/** Somebody by name alone. */
export const namesAlone = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => NAME_FIELDS.some((each) => each === name)));

/** The name that mail bears. */
export const nameOnPost = ({ name = '', formerName = '', useFormerName }: MemberFields): string =>
  useFormerName === 'true' && formerName !== '' ? formerName : name;

/** By what a member is compared with another record of the same registration number. */
export const identityOf = ({ name = '', kana = '', birthDate = '' }: MemberFields): Identity => ({ name, kana, birthDate });
