import * as z from 'zod';
import { failure, isoTime } from './common.ts';
import { openedDocument } from './document.ts';

export const requestKind = z.enum(['sign', 'verify', 'card', 'login']);
export type RequestKind = z.infer<typeof requestKind>;

/** What a program may ask. `ask`: a person decides each time; `always`: answered at once. A signature and a login are never made without a person. */
export const programPermissions = z.object({
  sign: z.enum(['no', 'ask']),
  verify: z.enum(['no', 'ask', 'always']),
  card: z.enum(['no', 'ask', 'always']),
  login: z.enum(['no', 'ask']),
});
export type ProgramPermissions = z.infer<typeof programPermissions>;

export const programSettings = z.object({ on: z.boolean(), port: z.number().int().min(1024).max(65_535) });
export type ProgramSettings = z.infer<typeof programSettings>;

/** A paired program. `origin`: of the web pages that are it, to which its token is bound; `null`: a program of this computer. */
export const programCaller = z.object({
  id: z.string(),
  name: z.string(),
  origin: z.string().nullable(),
  permissions: programPermissions,
  pairedAt: isoTime,
  usedAt: isoTime.nullable(),
});
export type ProgramCaller = z.infer<typeof programCaller>;

/** `asked`: a person has to decide; `allowed`: its code is shown, to be typed into the other program. */
export const programPairing = z.object({
  id: z.string(),
  name: z.string(),
  origin: z.string().nullable(),
  wanted: z.array(requestKind),
  state: z.enum(['asked', 'allowed']),
  code: z.string().nullable(),
});
export type ProgramPairing = z.infer<typeof programPairing>;

/**
 * A request that is not answered yet. `accepted`: its document is open where people sign; `working`: it is being answered. One that has ended is shown as
 * long as its document is open: once signed, the document of an `expired` one is handed over all the same, that of a `withdrawn` one is not.
 */
export const programRequest = z.object({
  id: z.string(),
  kind: requestKind,
  caller: programCaller.pick({ id: true, name: true, origin: true }),
  state: z.enum(['waiting', 'accepted', 'working', 'expired', 'withdrawn']),
  askedAt: isoTime,
  expiresAt: isoTime,
  /** What it is about: the document to sign or to verify. */
  document: z.object({ name: z.string(), size: z.number().int(), sha256: z.string() }).nullable(),
  /** The format that the program wishes for this document; `null`: the best. */
  format: z.enum(['pades', 'xades', 'cades', 'eps']).nullable(),
  /** Under which id the document is open, once it was accepted. */
  opened: z.string().nullable(),
});
export type ProgramRequest = z.infer<typeof programRequest>;

/** Everything of other programs that people see. */
export const programsView = z.object({
  settings: programSettings,
  /** `failed`: the port cannot be had, `failure` says why. */
  door: z.enum(['closed', 'open', 'failed']),
  failure: failure.nullable(),
  /** Until when a new program may ask to be paired; `null`: none may. */
  pairingUntil: isoTime.nullable(),
  pairing: programPairing.nullable(),
  callers: z.array(programCaller),
  requests: z.array(programRequest),
  /** The request that an `hpki:` address pointed at last. */
  pointed: z.string().nullable(),
});
export type ProgramsView = z.infer<typeof programsView>;

/** What was accepted: its document, opened. */
export const acceptedRequest = z.object({ document: openedDocument });
export type AcceptedRequest = z.infer<typeof acceptedRequest>;

/** Progress of one login; the last one has state `done`, `failed` or `cancelled`. */
export const loginProgress = z.object({
  state: z.enum(['preparing', 'awaiting-pin', 'signing', 'done', 'failed', 'cancelled']),
  pinPage: z.url().nullable(),
  triesLeft: z.number().int().nullable(),
  failure: failure.nullable(),
});
export type LoginProgress = z.infer<typeof loginProgress>;
