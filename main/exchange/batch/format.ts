import * as z from 'zod';
import { isCanonicalBase64url } from '../../attendance/status-list/format.ts';
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
  sha256: z.string().refine((text) => isCanonicalBase64url(text) && Buffer.from(text, 'base64url').length === 32, '32 bytes in base64url'),
});
export type BatchClaims = Readonly<z.infer<typeof batchClaims>>;
