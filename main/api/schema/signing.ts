import * as z from 'zod';
import { failure, hcCertificate, isoTime } from './common.ts';
import { registerEntry } from './document.ts';

export const signingOrder = z.object({
  documents: z.array(z.string()).min(1),
  reader: z.string(),
  /** `null`: the best format for each document. */
  format: z.enum(['pades', 'xades', 'cades', 'eps']).nullable(),
  level: z.enum(['B', 'T', 'LT', 'LTA']),
  /** Visible stamp on the last page of a PDF. */
  stamp: z.boolean(),
  /** The signer has seen that revocation could not be established and signs all the same. */
  acceptUnknownRevocation: z.boolean(),
});
export type SigningOrder = z.infer<typeof signingOrder>;

/** What is known of the signing certificate before a PIN is asked. */
export const signingReadiness = z.object({
  certificate: hcCertificate.nullable(),
  triesLeft: z.number().int().nullable(),
  /** `good` and `revoked` come with the date of the list they rest on. */
  revocation: z.object({ status: z.enum(['good', 'revoked', 'unknown']), asOf: isoTime.nullable(), ageHours: z.number().nullable() }),
  /** Blocks signing when not null. */
  failure: failure.nullable(),
});
export type SigningReadiness = z.infer<typeof signingReadiness>;

const level = z.enum(['B', 'T', 'LT', 'LTA']);

/** Levels that can be made for the card on a reader, B always; `missing` says why the others cannot, with the code of a failure. */
export const signingLevels = z.object({ available: z.array(level), missing: failure.nullable() });
export type SigningLevels = z.infer<typeof signingLevels>;

/** `level` equal to that of the entry renews its archive time stamp. */
export const extensionOrder = z.object({ id: z.string(), level: z.enum(['T', 'LT', 'LTA']) });
export type ExtensionOrder = z.infer<typeof extensionOrder>;

export const signingItem = z.object({
  document: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'signing', 'done', 'failed', 'not-reached']),
  entry: registerEntry.nullable(),
  failure: failure.nullable(),
});

/** Progress of one signing job; the last one yielded has state `done`, `failed` or `cancelled`. */
export const signingProgress = z.object({
  job: z.string(),
  state: z.enum(['preparing', 'awaiting-pin', 'signing', 'done', 'failed', 'cancelled']),
  /** Address of the isolated PIN page while state is `awaiting-pin` in the browser shell; `null` where a window of its own opens. */
  pinPage: z.url().nullable(),
  triesLeft: z.number().int().nullable(),
  /** The reader waits now for the PIN at its own keys. */
  atReader: z.boolean(),
  items: z.array(signingItem),
  failure: failure.nullable(),
});
export type SigningProgress = z.infer<typeof signingProgress>;
