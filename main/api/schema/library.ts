import * as z from 'zod';
import { failure, isoTime, language } from './common.ts';
import { registerEntry } from './document.ts';

/** ISO day, in Japan. */
const day = z.iso.date();
export const verdict = z.enum(['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED', 'unreadable']);
export const retentionKind = z.string().regex(/^[a-z-]+$/);

/** Which documents are meant; what is left out does not matter. */
export const libraryFilters = z.object({
  origin: z.enum(['made', 'received']).optional(),
  format: z.enum(['pades', 'xades', 'cades', 'eps']).optional(),
  level: z.enum(['B', 'T', 'LT', 'LTA']).optional(),
  test: z.boolean().optional(),
  /** Days in Japan, both included. */
  from: day.optional(),
  until: day.optional(),
  /** Key of a person, as `signers` tells. */
  signer: z.string().optional(),
  verdict: z.union([verdict, z.literal('never')]).optional(),
  /** The last verification said otherwise than the one before. */
  changed: z.literal(true).optional(),
  retention: z.enum(['over', 'marked', 'unmarked']).optional(),
  /** `due`: its archive time stamp must be renewed within a year, or should have been. */
  renewal: z.literal('due').optional(),
  /** What was deleted, instead of what is there. */
  deleted: z.literal(true).optional(),
});
export type LibraryFilters = z.infer<typeof libraryFilters>;

export const libraryQuery = z.object({
  /** Each word must be in names or text. */
  text: z.string().max(200).default(''),
  filters: libraryFilters.default({}),
  /** Number of the last document of the page before. */
  before: z.number().int().nullable().default(null),
  limit: z.number().int().min(1).max(200).default(50),
});
export type LibraryQuery = z.infer<typeof libraryQuery>;

export const retentionMark = z.object({
  kind: retentionKind,
  /** The day from which the time is counted. */
  from: day,
  /** Last day on which it must be there; `null`: for good. */
  until: day.nullable(),
});

export const libraryDocument = z.object({
  number: z.number().int(),
  id: z.string(),
  origin: z.enum(['made', 'received']),
  addedAt: isoTime,
  /** Empty once it was deleted, or the key of its signer was destroyed. */
  name: z.string(),
  signerName: z.string(),
  format: registerEntry.shape.format,
  level: registerEntry.shape.level,
  test: z.boolean(),
  sha256: z.string(),
  extendedFrom: z.string().nullable(),
  /** The last verification; `null`: never verified here. */
  verification: z.object({ verdict, because: z.string().nullable(), at: isoTime, before: verdict.nullable(), changed: z.boolean() }).nullable(),
  renewal: z.object({ due: isoTime, renewed: z.boolean() }).nullable(),
  retention: retentionMark.nullable(),
  /** How far its text can be searched. */
  searchable: z.enum(['waiting', 'whole', 'part', 'names']),
  deletedAt: isoTime.nullable(),
  /** Where the words that were looked for stand. */
  excerpt: z.string().nullable(),
  /** What the register says of a made one. */
  made: registerEntry.nullable(),
});
export type LibraryDocument = z.infer<typeof libraryDocument>;

export const libraryPage = z.object({
  documents: z.array(libraryDocument),
  /** `before` of the next page; `null` at the end. */
  next: z.number().int().nullable(),
  /** Documents of all pages; `null` on later pages, which do not count again. */
  count: z.object({ documents: z.number().int(), exact: z.boolean() }).nullable(),
  /** Documents whose text is still to be read. */
  waiting: z.number().int(),
});
export type LibraryPage = z.infer<typeof libraryPage>;

export const librarySigner = z.object({ person: z.string(), name: z.string(), documents: z.number().int() });
export type LibrarySigner = z.infer<typeof librarySigner>;

/** What is verified, kept, exported or marked: documents by id, or all that a query finds. */
export const librarySelection = z.union([
  z.object({ ids: z.array(z.string()).min(1).max(10_000) }),
  z.object({ text: libraryQuery.shape.text, filters: libraryFilters }),
]);
export type LibrarySelection = z.infer<typeof librarySelection>;

/** What an order to delete means now. `names`: of the first of them; `digest`: of which they are, by which the order is confirmed. */
export const libraryRemoval = z.object({ documents: z.number().int(), names: z.array(z.string()), digest: z.string() });
export type LibraryRemoval = z.infer<typeof libraryRemoval>;

/** Work over many documents, one after the other. */
export const libraryRun = z.object({
  id: z.string(),
  kind: z.enum(['verify', 'renew']),
  /** `failed`: stopped by a fault; what is left is done when it goes on. */
  state: z.enum(['running', 'stopped', 'failed', 'done']),
  startedAt: isoTime,
  endedAt: isoTime.nullable(),
  total: z.number().int(),
  done: z.number().int(),
  /** Documents of which something else was said than before. */
  changed: z.number().int(),
  unreadable: z.number().int(),
  failure: failure.nullable(),
  /** Name of the document at which it stopped. */
  document: z.string().nullable(),
  /** Milliseconds each document took since the run started or went on; `null` before the first. */
  pace: z.number().nullable(),
});
export type LibraryRun = z.infer<typeof libraryRun>;

export const libraryRuns = z.object({ verify: libraryRun.nullable(), renew: libraryRun.nullable(), renewalsDue: z.number().int() });
export type LibraryRuns = z.infer<typeof libraryRuns>;

/** How long a kind of document must be kept, and who says so. */
export const retentionRule = z.object({
  id: retentionKind,
  /** `null`: the person says how long. */
  years: z.number().int().nullable(),
  since: day,
  until: day.nullable(),
  source: z.string().nullable(),
  confirmed: day,
});
export type RetentionRule = z.infer<typeof retentionRule>;

export const retentionOrder = z.object({
  selection: librarySelection,
  /** `null` takes the mark away. */
  mark: z.object({ kind: retentionKind, from: day.nullable(), years: z.number().int().min(1).max(100).nullable() }).nullable(),
});
export type RetentionOrder = z.infer<typeof retentionOrder>;

export const libraryExportOrder = z.object({
  selection: librarySelection,
  format: z.enum(['csv', 'xlsx']),
  reports: z.boolean(),
  language,
});
export type LibraryExportOrder = z.infer<typeof libraryExportOrder>;

export const libraryExport = z.object({
  folder: z.string(),
  documents: z.number().int(),
  reports: z.number().int(),
  /** Names of documents whose file is not there. */
  missing: z.array(z.string()),
});
export type LibraryExport = z.infer<typeof libraryExport>;
