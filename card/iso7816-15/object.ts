import { bitNames, Fields, unsigned, utf8 } from '../tlv/fields.ts';
import type { Tlv } from '../tlv/parse.ts';
import { TAG } from '../tlv/tag.ts';

const SUBCLASS_ATTRIBUTES = 0xa0;
const TYPE_ATTRIBUTES = 0xa1;
const FLAGS = ['private', 'modifiable', 'internal'] as const;

/** Attributes that every object has (ISO/IEC 7816-15 clause 8.2.8). */
export interface CommonAttributes {
  readonly label: string;
  readonly flags: ReadonlySet<(typeof FLAGS)[number]>;
  /** Names the authentication object that guards this one. */
  readonly authId: Uint8Array | null;
  /** After how many uses the card asks for the PIN again; `null` when not said. */
  readonly userConsent: number | null;
}

/** One record of a directory file: common, class and type attributes (clause 8.3). */
export interface InformationObject {
  readonly common: CommonAttributes;
  readonly classAttributes: Fields;
  readonly typeAttributes: Fields;
}

/** @throws TlvError */
export function parseInformationObject(record: Tlv): InformationObject {
  const fields = new Fields(record);
  const common = parseCommon(fields.required(TAG.SEQUENCE));
  const classAttributes = new Fields(fields.required(TAG.SEQUENCE));
  fields.optional(SUBCLASS_ATTRIBUTES);
  const type = new Fields(fields.required(TYPE_ATTRIBUTES));
  return { common, classAttributes, typeAttributes: new Fields(type.required(TAG.SEQUENCE)) };
}

function parseCommon(object: Tlv): CommonAttributes {
  const fields = new Fields(object);
  const label = utf8(fields.optional(TAG.UTF8_STRING));
  const flags = fields.optional(TAG.BIT_STRING);
  const authId = fields.optional(TAG.OCTET_STRING);
  const userConsent = fields.optional(TAG.INTEGER);
  return {
    label,
    flags: flags === null ? new Set() : bitNames(flags, FLAGS),
    authId: authId === null ? null : authId.value.slice(),
    userConsent: userConsent === null ? null : unsigned(userConsent),
  };
}
