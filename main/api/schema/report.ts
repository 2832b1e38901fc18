import * as z from 'zod';
import { language } from './common.ts';

/** What an answer looks like: a file is signed validly, invalidly, must not be relied on, cannot be decided, or has no signature. */
export const face = z.enum(['valid', 'invalid', 'refuse', 'undecided', 'unsigned']);
export type Face = z.infer<typeof face>;

/** One fact: what it is and what it says, each value a line of its own. */
const row = z.object({
  term: z.string(),
  values: z.array(z.string()),
  /** Where it comes from or what it is worth. */
  note: z.string().nullable(),
  /** Names and numbers of machines, to be compared sign by sign. */
  code: z.boolean(),
});
export type ReportRow = z.infer<typeof row>;

/** One named check. `information` is told for the reader's own judgement and changes no answer. */
const checkView = z.object({
  status: z.enum(['passed', 'failed', 'indeterminate', 'information']),
  word: z.string(),
  heading: z.string(),
  sentence: z.string(),
  /** What was compared, where it came from and how old it is. */
  evidence: z.array(row),
  /** The finding as the validator noted it, in English. */
  detail: z.string(),
  /** ETSI EN 319 102-1 indication of a check that did not pass. */
  indication: z.string().nullable(),
});
export type CheckView = z.infer<typeof checkView>;

const answer = z.object({
  face,
  word: z.string(),
  /** The reason in one sentence. */
  because: z.string(),
  /** ETSI EN 319 102-1 conclusion with its sub-indication. */
  indication: z.string(),
});

const checkGroup = z.object({ title: z.string(), summary: z.string(), rows: z.array(row), checks: z.array(checkView) });
export type CheckGroup = z.infer<typeof checkGroup>;

export const signatureView = z.object({
  ...answer.shape,
  id: z.string(),
  title: z.string(),
  test: z.boolean(),
  rows: z.array(row),
  /** The checks of the signature, then those of each time stamp. */
  grounds: z.array(checkGroup),
  certificate: z.object({ title: z.string(), rows: z.array(row) }).nullable(),
});
export type SignatureView = z.infer<typeof signatureView>;

/** A verification report in the words of one language: what screen, print, PDF and command line all draw. */
export const reportView = z.object({
  ...answer.shape,
  language,
  title: z.string(),
  /** What must be seen beside the answer: a forged issuer, test certificates. */
  warnings: z.array(z.string()),
  test: z.boolean(),
  testMark: z.string(),
  grounds: z.string(),
  facts: z.array(row),
  signatures: z.array(signatureView),
});
export type ReportView = z.infer<typeof reportView>;
