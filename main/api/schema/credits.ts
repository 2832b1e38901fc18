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
  annulled: z.boolean(),
  enteredAt: isoTime,
});
export type CreditRecord = z.infer<typeof creditRecord>;

export const creditRecordOrder = creditRecord.omit({ id: true, annulled: true, enteredAt: true });
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
  /** When data last came from elsewhere, and from where. */
  newestImport: z.object({ at: isoTime, from: z.string() }).nullable(),
});
export type CreditAccount = z.infer<typeof creditAccount>;
