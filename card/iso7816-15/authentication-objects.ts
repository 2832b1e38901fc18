import { bitNames, unsigned } from '../tlv/fields.ts';
import { parseRecords } from '../tlv/records.ts';
import { TAG } from '../tlv/tag.ts';
import { type CommonAttributes, parseInformationObject } from './object.ts';

const PASSWORD_REFERENCE = 0x80;

const PASSWORD_FLAGS = [
  'case-sensitive',
  'local',
  'change-disabled',
  'unblock-disabled',
  'initialized',
  'needs-padding',
  'unblocking-password',
  'so-password',
  'disable-allowed',
  'integrity-protected',
  'confidentiality-protected',
  'exchange-reference-data',
] as const;

const PASSWORD_TYPES = ['bcd', 'ascii-numeric', 'utf8', 'half-nibble-bcd', 'iso9564-1'] as const;

export type PasswordFlag = (typeof PASSWORD_FLAGS)[number];
export type PasswordType = (typeof PASSWORD_TYPES)[number];

/** A PIN as its card describes it (ISO/IEC 7816-15 clause 8.9.2). Lengths in bytes. */
export interface PasswordObject {
  readonly common: CommonAttributes;
  readonly authId: Uint8Array | null;
  readonly flags: ReadonlySet<PasswordFlag>;
  /** `null`: a type the standard does not name. */
  readonly type: PasswordType | null;
  readonly minLength: number;
  /** 0 when the card does not say. */
  readonly storedLength: number;
  readonly maxLength: number | null;
  /** P2 of VERIFY; `null` when absent. */
  readonly reference: number | null;
  readonly padCharacter: number | null;
}

/**
 * Reads the passwords of an AOD; biometric, key and external objects (context tags) are passed over.
 * @throws TlvError
 */
export function parseAuthenticationObjects(file: Uint8Array): PasswordObject[] {
  return parseRecords(file)
    .filter((record) => record.tag === TAG.SEQUENCE)
    .map((record) => {
      const { common, classAttributes, typeAttributes } = parseInformationObject(record);
      const authId = classAttributes.optional(TAG.OCTET_STRING);
      const flags = bitNames(typeAttributes.required(TAG.BIT_STRING), PASSWORD_FLAGS);
      const type = PASSWORD_TYPES[unsigned(typeAttributes.required(TAG.ENUMERATED))] ?? null;
      const minLength = unsigned(typeAttributes.required(TAG.INTEGER));
      const storedLength = unsigned(typeAttributes.required(TAG.INTEGER));
      const maxLength = typeAttributes.optional(TAG.INTEGER);
      const reference = typeAttributes.optional(PASSWORD_REFERENCE);
      const padCharacter = typeAttributes.optional(TAG.OCTET_STRING);
      return {
        common,
        authId: authId === null ? null : authId.value.slice(),
        flags,
        type,
        minLength,
        storedLength,
        maxLength: maxLength === null ? null : unsigned(maxLength),
        reference: reference === null ? null : unsigned(reference),
        padCharacter: padCharacter?.value[0] ?? null,
      };
    });
}
