import * as z from 'zod';
import { isoTime } from './common.ts';
import { prescriptionView } from './document.ts';
import { prescriptionDraft, prescriptionEntry, prescriberEntry } from './prescription-draft.ts';
import { prescriptionWarning } from './prescription-warning.ts';

export { prescriberEntry, prescriptionDraft, prescriptionEntry };

export const masterKind = z.enum(['drug', 'usage', 'limit']);
export type MasterKind = z.infer<typeof masterKind>;

/** Lines of a file that are no entry: how many, and the first of them with why, words `prescription.masters.problems.<code>`. */
export const refusedLines = z.object({
  count: z.number().int(),
  first: z.array(z.object({ line: z.number().int(), code: z.enum(['code', 'name', 'kind', 'letters', 'twice', 'days', 'days-empty', 'day']) })),
});
export type RefusedLines = z.infer<typeof refusedLines>;

/** The file of a kind that is in use. */
export const master = z.object({
  kind: masterKind,
  /** Name of the file. */
  name: z.string(),
  version: z.string(),
  source: z.string(),
  sha256: z.string(),
  entries: z.number().int(),
  importedAt: isoTime,
  /** `null` of what was imported before that was kept. */
  refused: refusedLines.nullable(),
  /** Made up for trying the program. */
  demonstration: z.boolean(),
});
export type Master = z.infer<typeof master>;

/** Which column of a file holds what; positions from 0. */
export const masterColumns = z.record(z.string(), z.number().int().min(0));
export type MasterColumns = z.infer<typeof masterColumns>;

/** A file of codes before it is imported: as which it is read, and what does not fit. */
export const masterPreview = z.object({
  kind: masterKind,
  name: z.string(),
  encoding: z.string(),
  /** Empty where the file has none and its columns are laid down. */
  headings: z.array(z.string()),
  columns: masterColumns,
  /** Fields that the columns can be for, in their order. */
  fields: z.array(z.object({ id: z.string(), needed: z.boolean() })),
  missing: z.array(z.string()),
  entries: z.number().int(),
  refused: refusedLines,
  sample: z.array(z.object({ code: z.string(), name: z.string() })),
  /** What the file says of its own age, for example the day of the newest change; empty where it says nothing. */
  version: z.string(),
});
export type MasterPreview = z.infer<typeof masterPreview>;

export const masterImport = z.object({
  kind: masterKind,
  file: z.file(),
  version: z.string().max(100),
  source: z.string().max(300),
  /** As somebody confirmed them, for files whose columns are not laid down. */
  columns: masterColumns.optional(),
});

/** A drug as it is chosen. */
export const drugHit = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  /** 1 麻薬, 2 毒薬, 3 覚醒剤原料, 5 向精神薬; 0 none of them. */
  class: z.string(),
  generic: z.boolean(),
  /** 1 internal, 3 other, 4 injection, 6 external, 8 dental. */
  form: z.string(),
  generalCode: z.string(),
  generalName: z.string(),
  demonstration: z.boolean(),
});
export type DrugHit = z.infer<typeof drugHit>;

export const usageHit = z.object({ code: z.string(), name: z.string(), demonstration: z.boolean() });
export type UsageHit = z.infer<typeof usageHit>;

/** A limit of supply that somebody enters; `days` is `null` where there is none. */
export const limitEntry = z.object({
  codeKind: z.enum(['2', '4', '7']),
  code: z.string().min(1).max(20),
  days: z.number().int().min(1).max(999).nullable(),
  source: z.string().trim().min(1).max(300),
});
export type LimitEntry = z.infer<typeof limitEntry>;

/** A draft as it would be: the form, what to look at, and which fields are not right yet. */
export const composed = z.object({
  view: prescriptionView,
  warnings: z.array(prescriptionWarning),
  /** Paths of fields, for example `groups.0.drugs.0.amount`. */
  wrong: z.array(z.string()),
});
export type Composed = z.infer<typeof composed>;

/** An earlier prescription as a draft of a new one, with the records that say what a draft cannot. */
export const draftAgain = z.object({ draft: prescriptionEntry, left: z.array(z.string()) });
export type DraftAgain = z.infer<typeof draftAgain>;
