import * as z from 'zod';
import { base64urlOf } from '../../base64url.ts';

/** What `README.md` of this folder describes. */
export const FORMAT = 'hpki-desk-status-list/1';
export const TYPE = 'hpki-status-list';

/** Keyed hash of a certificate's issuer and serial number, and one byte of status. */
export const TOKEN_LENGTH = 16;
export const RECORD_LENGTH = TOKEN_LENGTH + 1;

/** How a card stands at its authority, and its byte on the list. */
export const STATUS_BYTES = { good: 0, held: 1, lost: 2, revoked: 3, superseded: 4, expired: 5 } as const;
export type ListedStatus = keyof typeof STATUS_BYTES;
/** By byte. */
export const STATUSES = Object.keys(STATUS_BYTES) as readonly ListedStatus[];

/** Algorithms whose key can be public, each with its kind of key (RFC 7518 section 3.1, RFC 8037): no `none` and no HMAC. */
const PUBLIC_KEYS = {
  EdDSA: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: base64urlOf(32) }),
  ES256: z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: base64urlOf(32), y: base64urlOf(32) }),
};
export type Algorithm = keyof typeof PUBLIC_KEYS;
export const ALGORITHMS = Object.keys(PUBLIC_KEYS) as readonly Algorithm[];

/** Protected header; anything beside these members is refused, `crit` and `b64` too. */
export const statusListHeader = z.discriminatedUnion('alg', [
  z.strictObject({ alg: z.literal('EdDSA'), typ: z.literal(TYPE), jwk: PUBLIC_KEYS.EdDSA }),
  z.strictObject({ alg: z.literal('ES256'), typ: z.literal(TYPE), jwk: PUBLIC_KEYS.ES256 }),
]);

export const statusListClaims = z.strictObject({
  format: z.literal(FORMAT),
  /** Counts up with every list of an authority. */
  version: z.int().min(1),
  issuedAt: z.iso.datetime(),
  authority: z
    .string()
    .min(1)
    .max(200)
    .refine((name) => name === name.trim() && !/\p{Cc}/u.test(name), 'one line without white space around'),
  /** Key of the hashes. */
  key: base64urlOf(32),
  count: z.int().min(0),
  /** Of the body. */
  sha256: base64urlOf(32),
});
export type StatusListClaims = z.infer<typeof statusListClaims>;
