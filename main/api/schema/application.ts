import * as z from 'zod';
import { isoTime, language } from './common.ts';

/** How other computers are reached: for revocation lists, OCSP answers and time stamps. */
export const networkSettings = z.object({
  /** `system`: as the system or the environment says; `url`: by the proxy at `url`, with user and password in it where it wants them. */
  proxy: z.object({ mode: z.enum(['system', 'none', 'url']), url: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]) }),
  /** Hosts from which revocation data is fetched, beside those that publish for the healthcare PKI (`revocation.status` names them). */
  allowedHosts: z.array(z.string().regex(/^[\p{L}\p{N}._-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/iu)).max(64),
  /** Whether revocation data is fetched at all; without, what is there already serves. */
  fetch: z.boolean(),
  /** Take OCSP answers that do not repeat our nonce; they may have been made before. */
  ocspWithoutNonce: z.boolean(),
});
export type NetworkSettings = z.infer<typeof networkSettings>;

/** What is done at this computer; the rail leads to what belongs to it. */
export const duty = z.enum(['clinic', 'office', 'venue', 'authority', 'association']);
export type Duty = z.infer<typeof duty>;

export const settings = z.object({
  language,
  theme: z.enum(['system', 'light', 'dark']),
  duties: z.array(duty).min(1),
  /** XAdES layout of a prescription: as the official sample, or exclusive canonicalisation on all three references. */
  prescriptionProfile: z.enum(['official-sample', 'exclusive']),
  stamp: z.boolean(),
  /** On a reader with keys the PIN is typed there; otherwise on this computer, by the person's own choice. */
  pinAtReader: z.boolean(),
  /** Whether files that are verified are kept in the library. */
  keepVerified: z.boolean(),
  /** Test mode: cards and documents of the test policy are accepted and marked everywhere. */
  testMode: z.boolean(),
  network: networkSettings,
  /**
   * What revocation data must be: that which holds at the time that decides, told with the hours it does not cover; or issued after that time,
   * so that no hour is uncovered.
   */
  revocationPolicy: z.enum(['valid-at-time', 'issued-after']),
  /** Minutes without work after which the session of staff locks. */
  staffIdleMinutes: z.number().int().min(1).max(240),
});
export type Settings = z.infer<typeof settings>;

export const applicationInfo = z.object({
  version: z.string(),
  shell: z.enum(['browser', 'electron', 'command-line']),
  dataFolder: z.string(),
  /** Where signed files are kept. */
  signedFolder: z.string(),
  /** Where keys of personal payload rest: the system's secret store, or a file with owner-only rights. */
  secretStore: z.enum(['system', 'file']),
  firstStart: z.boolean(),
  demonstrationCard: z.enum(['none', 'in-reader', 'out-of-reader']),
});
export type ApplicationInfo = z.infer<typeof applicationInfo>;

export const auditEntry = z.object({
  sequence: z.number().int(),
  at: isoTime,
  action: z.string(),
  /** Facts without secrets; personal values are decrypted here and `null` once their key was destroyed. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditVerification = z.object({
  intact: z.boolean(),
  entries: z.number().int(),
  /** First entry that does not fit the chain. */
  brokenAt: z.number().int().nullable(),
  head: z.string(),
});
