import * as z from 'zod';
import { isoTime } from './common.ts';

const conclusion = z.enum(['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED']);

export const check = z.object({
  id: z.string(),
  status: z.enum(['passed', 'failed', 'indeterminate']),
  detail: z.string(),
  subIndication: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  informative: z.literal(true).optional(),
});

export const timeStampReport = z.object({
  id: z.string(),
  kind: z.enum(['content', 'signature', 'archive']),
  time: isoTime.nullable(),
  trusted: z.boolean(),
  authority: z.string().nullable(),
  policy: z.string().nullable(),
  serial: z.string().nullable(),
  checks: z.array(check),
});

export const signatureReport = z.object({
  id: z.string(),
  conclusion,
  subIndication: z.string().nullable(),
  intact: z.boolean(),
  level: z.enum(['B', 'T', 'LT', 'LTA']),
  coversWholeDocument: z.boolean(),
  notCovered: z.array(z.string()),
  signer: z
    .object({
      subject: z.string(),
      issuer: z.string(),
      serial: z.string(),
      nameKanji: z.string().nullable(),
      commonName: z.string(),
      hcRoles: z.array(z.string()),
      sha256: z.string(),
    })
    .nullable(),
  claimedTime: isoTime.nullable(),
  bestSignatureTime: isoTime,
  test: z.boolean(),
  checks: z.array(check),
  timeStamps: z.array(timeStampReport),
});

/** The report of `pki`, checked at the door. */
export const verificationReport = z.object({
  file: z.string(),
  format: z.enum(['pades', 'xades', 'cades', 'eps-prescription', 'eps-dispensing']),
  conclusion,
  subIndication: z.string().nullable(),
  verifiedAt: isoTime,
  testCardsAccepted: z.boolean(),
  signatures: z.array(signatureReport),
});
export type VerificationReportView = z.infer<typeof verificationReport>;

/** A report that the program keeps while it runs, to be worded and printed by its id. */
export const verificationAnswer = verificationReport.extend({ id: z.string() });
export type VerificationAnswer = z.infer<typeof verificationAnswer>;
