import * as z from 'zod';
import { failure, hcCertificate } from './common.ts';
import { remoteWay } from './remote.ts';

export const applicationKind = z.enum(['signature', 'authentication']);

export const cardApplication = z.object({
  aid: z.string(),
  kind: applicationKind,
  /** `null`: the card does not tell without spending a try. */
  pinTriesLeft: z.number().int().nullable(),
  certificate: hcCertificate.nullable(),
  failure: failure.nullable(),
});

/**
 * What is on one reader, as the card strip shows it. A token of a PKCS#11 module is shown as a reader too, under the transport
 * `pkcs11`, and so is a key at a service, under `remote`.
 * `empty` no card · `reading` being read · `hpki` read · `foreign` a card without the HPKI applications · `failed` see `failure` ·
 * `reception` the reader serves reception, and nothing of the card is shown.
 */
export const readerView = z.object({
  name: z.string(),
  transport: z.enum(['pcsc', 'virtual', 'replay', 'pkcs11', 'remote']),
  state: z.enum(['empty', 'reading', 'hpki', 'foreign', 'failed', 'reception']),
  atr: z.string(),
  insertion: z.string().nullable(),
  busy: z.boolean(),
  /** Under the transport `remote` alone: who keeps the key, and what unlocks it. */
  service: z.object({ host: z.string(), way: remoteWay }).optional(),
  applications: z.array(cardApplication),
  failure: failure.nullable(),
});
export type ReaderView = z.infer<typeof readerView>;

export const cardsView = z.object({
  service: z.enum(['running', 'absent', 'library-missing']),
  readers: z.array(readerView),
});
export type CardsView = z.infer<typeof cardsView>;
