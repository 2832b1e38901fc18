import type { LetterForm, LetterParty } from '../../../main/api/schema/letters.ts';

/** A field that is kept only when it is written rightly, by its path. */
const RULES: Readonly<Record<'institutionNumber' | 'postalCode', RegExp>> = {
  institutionNumber: /^(?:\d{10})?$/,
  postalCode: /^(?:\d{3}-?\d{4})?$/,
};

export const isRight = (field: keyof typeof RULES, value: string): boolean => RULES[field].test(value);

const partyIsRight = ({ institutionNumber, postalCode }: LetterParty): boolean =>
  isRight('institutionNumber', institutionNumber) && isRight('postalCode', postalCode);

/** Whether the program takes the form as it stands; what is half typed waits. */
export const canBeKept = ({ addressee, sender, patient }: LetterForm): boolean =>
  partyIsRight(addressee) && partyIsRight(sender) && isRight('postalCode', patient.postalCode);

/** Line ends and control characters that came along with pasted text. */
export const asLine = (value: string): string => value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
export const asLines = (value: string): string => value.replace(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');
