import * as z from 'zod';
import { failure, isoTime, language } from './common.ts';
import { reportView } from './report.ts';

/** What a check of somebody's card came to. */
export const qualificationAnswer = z.enum(['positive', 'negative', 'indeterminate']);
export type QualificationAnswer = z.infer<typeof qualificationAnswer>;

/** What the office took from the paper licence, and what somebody found who compared it with the card's face; the program compares nothing of it. */
const licence = z.object({
  name: z.string().max(100),
  registration: z.string().max(20),
  compared: z.enum(['agrees', 'differs', 'not-compared']),
});

/** What whoever checked adds to what the card said. */
export const attestation = z.object({
  /** Who checked. */
  by: z.string().max(100),
  licence: licence.nullable(),
  /** The candidate agreed that the record is kept. */
  consent: z.boolean(),
});
export type Attestation = z.infer<typeof attestation>;

export const qualificationOrder = z.object({
  reader: z.string(),
  /** Whether the card is to prove that it holds its key: the candidate types the PIN of the authentication application. */
  possession: z.boolean(),
});
export type QualificationOrder = z.infer<typeof qualificationOrder>;

/** Progress of one check; the last one yielded has state `done` or `failed`. */
export const qualificationProgress = z.object({
  state: z.enum(['reading', 'awaiting-pin', 'proving', 'done', 'failed']),
  /** Address of the isolated PIN page while state is `awaiting-pin` in the browser shell; `null` where a window of its own opens. */
  pinPage: z.url().nullable(),
  triesLeft: z.number().int().nullable(),
  /** Of the result, once it is `done`. */
  result: z.string().nullable(),
  failure: failure.nullable(),
});
export type QualificationProgress = z.infer<typeof qualificationProgress>;

export const qualificationView = z.object({ answer: qualificationAnswer, report: reportView, failure: failure.nullable() });
export type QualificationView = z.infer<typeof qualificationView>;

/** A record on this desk. */
export const keptQualification = z.object({
  id: z.string(),
  checkedAt: isoTime,
  name: z.string(),
  roles: z.array(z.string()),
  answer: qualificationAnswer,
  possession: z.boolean(),
  by: z.string(),
  test: z.boolean(),
  /** ISO day in Japan on which it is deleted; `null`: by hand alone. */
  deleteOn: z.iso.date().nullable(),
});
export type KeptQualification = z.infer<typeof keptQualification>;

/** Months after which a record is deleted by itself; `null`: by hand alone. A choice of the office: no source states a term. */
export const retentionMonths = z.number().int().min(1).max(120).nullable();
export const keptQualifications = z.object({ records: z.array(keptQualification), retentionMonths });
export type KeptQualifications = z.infer<typeof keptQualifications>;

/** Who the card names, for one look from two metres; by what is at hand, nothing is waited for. */
export const emergencyView = z.object({
  name: z.string(),
  roles: z.array(z.string()),
  answer: qualificationAnswer,
  /** What was found first that keeps it from being positive; words `qualification.finding.<id>`. */
  because: z.string().nullable(),
  /** Of the newest evidence on revocation at hand. */
  asOf: isoTime.nullable(),
  ageHours: z.number().nullable(),
  notAfter: isoTime.nullable(),
  test: z.boolean(),
});
export type EmergencyView = z.infer<typeof emergencyView>;

export const statedResult = z.object({ id: z.string(), attestation, language });
