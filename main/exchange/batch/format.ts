import * as z from 'zod';
import { base64urlOf } from '../../base64url.ts';
import { publicJwk } from '../events/keys.ts';

/** What `main/exchange/README.md` describes under “Files”. */
export const FORMAT = 'hpki-desk-event-batch/1';
export const TYPE = 'hpki-event-batch';

/** Protected header; anything beside these members is refused. */
export const batchHeader = z.strictObject({ alg: z.literal('EdDSA'), typ: z.literal(TYPE), jwk: publicJwk });

export const batchClaims = z.strictObject({
  format: z.literal(FORMAT),
  /** `iss` of the events, as the sender is known now. */
  from: z.url().max(500),
  /** Whose word the sender's is. */
  kind: z.enum(['authority', 'association', 'hub']),
  /** Code of an association, `authority` or `hub`. */
  to: z.string().min(1).max(100),
  /** `aud` of the events. */
  audience: z.url().max(500),
  issuedAt: z.iso.datetime(),
  count: z.int().min(0),
  /** Of the body, base64url. */
  sha256: base64urlOf(32),
});
export type BatchClaims = Readonly<z.infer<typeof batchClaims>>;
