import * as z from 'zod';
import { isoTime, language } from './common.ts';

export const settings = z.object({
  language,
  theme: z.enum(['system', 'light', 'dark']),
  /** XAdES layout of a prescription: as the official sample, or exclusive canonicalisation on all three references. */
  prescriptionProfile: z.enum(['official-sample', 'exclusive']),
  stamp: z.boolean(),
  /** Test mode: cards and documents of the test policy are accepted and marked everywhere. */
  testMode: z.boolean(),
});
export type Settings = z.infer<typeof settings>;

export const applicationInfo = z.object({
  version: z.string(),
  shell: z.enum(['browser', 'electron', 'command-line']),
  dataFolder: z.string(),
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
