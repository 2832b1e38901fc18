import * as z from 'zod';
import { isoTime } from './common.ts';
import { credit } from './training.ts';

/** One line of a doctor's own account of units. */
export const creditRecord = z.object({
  id: z.string(),
  /** `seminar` from a settled seminar · `opening` balance at the start, of the paper booklet · `elsewhere` e-learning, papers, teaching. */
  origin: z.enum(['seminar', 'opening', 'elsewhere']),
  /** ISO day on which it counts. */
  day: z.iso.date(),
  title: z.string(),
  credit,
  /** How it was earned, for `elsewhere`. Words: `credits.way.<id>`. */
  way: z.enum(['lecture', 'e-learning', 'paper', 'teaching', 'journal-answers', 'training-post', 'other']),
  certifiedNumber: z.string(),
  note: z.string(),
  /** Of a certificate that a test card signed: kept to look at, and not counted. */
  test: z.boolean(),
  annulled: z.boolean(),
  enteredAt: isoTime,
});
export type CreditRecord = z.infer<typeof creditRecord>;

export const creditRecordOrder = creditRecord.omit({ id: true, test: true, annulled: true, enteredAt: true });
export type CreditRecordOrder = z.infer<typeof creditRecordOrder>;

/** One demand of a scheme's next certificate. Words: `credits.demand.<id>`. */
export const demand = z.object({
  id: z.string(),
  category: z.string().nullable(),
  code: z.string().nullable(),
  wanted: z.number(),
  have: z.number(),
  missing: z.number(),
  /** `null`: the rule is not on record. */
  source: z.string().nullable(),
});
export const schemeProgress = z.object({
  scheme: z.string(),
  /** Certificate that is aimed at, for example `cme-certificate`, `occupational-first`, `occupational-renewal`. Words: `credits.goal.<id>`. */
  goal: z.string(),
  from: z.iso.date(),
  /** Until when; `null` where nothing runs out. */
  until: z.iso.date().nullable(),
  fulfilled: z.boolean(),
  demands: z.array(demand),
});
export type SchemeProgress = z.infer<typeof schemeProgress>;

/** Certificates the doctor holds, from which the next period runs. */
export const heldCertificate = z.object({ scheme: z.string(), goal: z.string(), since: z.iso.date(), until: z.iso.date().nullable() });
export type HeldCertificate = z.infer<typeof heldCertificate>;

export const creditAccount = z.object({
  records: z.array(creditRecord),
  progress: z.array(schemeProgress),
  certificates: z.array(heldCertificate),
  /** Whose account it is, as the first certificate of attendance says; `null` until one was taken. The name is empty where it was not kept. */
  owner: z.object({ registration: z.string(), name: z.string() }).nullable(),
  /** When data last came from elsewhere, and from where. */
  newestImport: z.object({ at: isoTime, from: z.string() }).nullable(),
});
export type CreditAccount = z.infer<typeof creditAccount>;

/**
 * What stands behind a certificate of attendance: `valid` a signature that holds · `doubtful` one that nothing decides · `wrong` one that does not hold · `test` that
 * of a test card · `unsigned` none. Words: `credits.signature.<standing>`.
 */
export const certificateSignature = z.object({
  standing: z.enum(['valid', 'doubtful', 'wrong', 'test', 'unsigned']),
  signer: z.string().nullable(),
  /** The time that counts. */
  at: isoTime.nullable(),
});
export type CertificateSignature = z.infer<typeof certificateSignature>;

/** What an import brought, or would bring. Words of the codes: `credits.refused.<code>`; line 0 is the file as a whole. */
export const creditsImport = z.object({
  added: z.number().int(),
  known: z.number().int(),
  /** Records of earlier certificates of the same seminar that count no longer. */
  replaced: z.number().int(),
  refused: z.array(z.object({ line: z.number().int(), code: z.string() })),
  /** Those that are new. */
  records: z.array(creditRecordOrder),
  /** What the certificate says of itself; `null` for a list. */
  certificate: z
    .object({ number: z.string(), seminar: z.string(), registration: z.string(), name: z.string(), signature: certificateSignature })
    .nullable(),
  account: creditAccount,
});
export type CreditsImport = z.infer<typeof creditsImport>;
