import * as z from 'zod';
import { failure, hcCertificate, isoTime } from './common.ts';
import { registerEntry } from './document.ts';

export const signingOrder = z.object({
  documents: z.array(z.string()).min(1),
  reader: z.string(),
  /** SHA-256 of the certificate that the person was shown: no other signs. `null` where none was shown. */
  certificate: z.string().nullable(),
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
  /** The PIN is typed at the keys of the reader, once for each signature. */
  pinAtReader: z.boolean(),
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

/** A document of a batch; `entry`: id in the register; `delivered`: path to which its signed file was brought. */
export const batchItem = signingItem
  .omit({ entry: true })
  .extend({ state: z.enum(['waiting', 'done', 'failed']), entry: z.string().nullable(), delivered: z.string().nullable() });
export type BatchItem = z.infer<typeof batchItem>;

const count = z.number().int();

/** When a batch is over by itself: with its last signature, or not before somebody closes it, since the command line brings its files elsewhere. */
export const batchEnd = z.enum(['signed', 'closed']);
export type BatchEnd = z.infer<typeof batchEnd>;

/** A batch that is not through. `stoppedBy` is `null` where the program ended in the middle of it, or it runs. */
export const signingBatch = z.object({
  id: z.string(),
  madeAt: isoTime,
  level,
  total: count,
  done: count,
  failed: count,
  waiting: count,
  stoppedBy: failure.nullable(),
  until: batchEnd,
});
export type SigningBatch = z.infer<typeof signingBatch>;

/** Goes on with a batch, with the PIN typed again. */
export const batchOrder = signingOrder.pick({ reader: true, certificate: true, acceptUnknownRevocation: true }).extend({ batch: z.string() });
export type BatchOrder = z.infer<typeof batchOrder>;

/** Progress of one signing job; the last one yielded has state `done`, `failed` or `cancelled`. */
export const signingProgress = z.object({
  job: z.string(),
  state: z.enum(['preparing', 'awaiting-pin', 'signing', 'done', 'failed', 'cancelled']),
  /** Address of the isolated PIN page while state is `awaiting-pin` in the browser shell; `null` where a window of its own opens. */
  pinPage: z.url().nullable(),
  triesLeft: z.number().int().nullable(),
  /** The reader waits now for the PIN at its own keys. */
  atReader: z.boolean(),
  /** Where the person allows the signature at hand, at a service that keeps the key; `null` while nobody has to. */
  browserPage: z.url().nullable(),
  /** The batch that goes on when the job is cut off; `null` for one document. */
  batch: z.string().nullable(),
  /** Documents of this job, and how many were signed and failed; `signedBefore`: by earlier runs of the batch. */
  counts: z.object({ total: count, done: count, failed: count, signedBefore: count }),
  /** Since when the PIN of a batch is held to be presented for each signature, and when it is wiped at the latest. */
  pinHeld: z.object({ since: isoTime, until: isoTime }).nullable(),
  /** Those that changed since the report before; all of them in the first. */
  items: z.array(signingItem),
  failure: failure.nullable(),
});
export type SigningProgress = z.infer<typeof signingProgress>;
