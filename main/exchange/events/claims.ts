import * as z from 'zod';
import { STATUS_BYTES, type ListedStatus, TOKEN_LENGTH } from '../../attendance/status-list/format.ts';
import { base64urlBytes, base64urlOf } from '../../base64url.ts';
import { registrationDigits } from '../../membership/registration-number.ts';

const word = z.string().regex(/^[a-zA-Z0-9._-]{1,64}$/);
const line = z.string().min(1).max(200);

/** RFC 9493 section 3.2.5: a token of the status list, or a stream. */
const opaque = z.strictObject({ format: z.literal('opaque'), id: z.string().min(1).max(200) });
/** Own format: a doctor by 医籍登録番号. */
const doctor = z.strictObject({ format: z.literal('doctor'), registration: registrationDigits });
export const subject = z.discriminatedUnion('format', [opaque, doctor]);
export type Subject = z.infer<typeof subject>;

const credential = {
  /** At the authority. */
  object: word,
  kind: z.enum(['application', 'order', 'card', 'certificate']),
  state: word,
  procedure: word.optional(),
  /** Code, never words about a person. */
  cause: word.optional(),
  expires: z.iso.date().optional(),
  successor: word.optional(),
  /** Of a certificate. */
  usage: z.enum(['signature', 'authentication']).optional(),
};

/** Payloads by the name that `resources/exchange/events.json` gives in `claims`; nothing else may stand in them. */
export const PAYLOADS = {
  /** `sub_id` is the token of the card's authentication certificate under `key`: the status list's own key, or one of this event alone. */
  stop: z.strictObject({ status: z.enum(Object.keys(STATUS_BYTES) as [ListedStatus, ...ListedStatus[]]), key: base64urlOf(32) }),
  credential: z.strictObject(credential),
  /** OpenID CAEP 1.0, credential-change, with our members beside its own. */
  certificate: z.strictObject({
    ...credential,
    change_type: z.enum(['create', 'revoke']),
    credential_type: z.literal('x509'),
    x509_issuer: z.string().max(1_000).optional(),
    x509_serial: z.string().max(100).optional(),
    event_timestamp: z.int().min(0).optional(),
  }),
  membership: z.strictObject({
    association: word,
    /** Row. */
    membership: z.uuid().optional(),
    affiliation: z.string().max(200).optional(),
    class: z.string().max(64).optional(),
    national_class: z.string().max(64).optional(),
    effective_on: z.iso.date(),
    cause: word.optional(),
    from: word.optional(),
    to: word.optional(),
  }),
  person: z.strictObject({ effective_on: z.iso.date(), name: line.optional(), kana: line.optional(), former_name: line.optional() }),
  /** OpenID SSF 1.0 section 8.1.4. */
  verification: z.strictObject({ state: z.string().max(1_000).optional() }),
  /** OpenID SSF 1.0 section 8.1.5. */
  updated: z.strictObject({ status: z.enum(['enabled', 'paused', 'disabled']), reason: z.string().max(200).optional() }),
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** Whom each kind of payload is about. */
const SUBJECTS: Readonly<Record<keyof typeof PAYLOADS, Subject['format']>> = {
  stop: 'opaque',
  credential: 'doctor',
  certificate: 'doctor',
  membership: 'doctor',
  person: 'doctor',
  verification: 'opaque',
  updated: 'opaque',
};

/** Whether an event with these claims may be about this subject: a stop names a token of 16 bytes and nobody. */
export function fitsSubject(claims: string, { format, ...its }: Subject): boolean {
  if (SUBJECTS[claims as keyof typeof PAYLOADS] !== format) return false;
  return claims !== 'stop' || base64urlBytes((its as { id: string }).id)?.length === TOKEN_LENGTH;
}

const address = z.url({ protocol: /^https?$/ }).max(500);

/** Claims of a SET (RFC 8417 section 2.2); times in whole seconds since 1970. */
export const setClaims = z.strictObject({
  iss: address,
  jti: z.uuid(),
  iat: z.int().min(0),
  aud: address,
  /** What belongs together. */
  txn: z.string().min(1).max(100).optional(),
  /** Time of the event. */
  toe: z.int().min(0).optional(),
  sub_id: subject,
  events: z.record(z.string(), z.unknown()).refine((events) => Object.keys(events).length === 1, 'exactly one event'),
});
export type SetClaims = z.infer<typeof setClaims>;
