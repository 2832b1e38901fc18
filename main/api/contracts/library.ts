import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import {
  libraryDocument,
  libraryExport,
  libraryExportOrder,
  libraryPage,
  libraryQuery,
  libraryRemoval,
  libraryRuns,
  librarySelection,
  librarySigner,
  retentionOrder,
  retentionRule,
} from '../schema/library.ts';

const documentId = z.object({ id: z.string() });
const runKind = z.enum(['verify', 'renew']);

/** All documents made, received and verified. */
export const library = {
  page: oc.input(libraryQuery).output(libraryPage),
  find: oc.input(documentId).output(libraryDocument),
  signers: oc.output(z.array(librarySigner)),
  /** The file itself, made or received. */
  file: oc.input(documentId).output(z.file()),
  /** Keeps a received file; `report`: id of the answer that was just given for it. */
  keep: oc.input(z.object({ file: z.file(), content: z.file().optional(), report: z.string().optional() })).output(libraryDocument),
  retentionRules: oc.output(z.array(retentionRule)),
  mark: oc.input(retentionOrder).output(z.object({ documents: z.number().int() })),
  /** What would be deleted. */
  removal: oc.input(z.object({ selection: librarySelection })).output(libraryRemoval),
  /** `confirmed`: digest of what the person was shown. */
  remove: oc.input(z.object({ selection: librarySelection, confirmed: z.string() })).output(z.object({ documents: z.number().int() })),
  /** Copies into a folder and yields how far it is; stopping the iteration stops it before the next document. */
  export: oc
    .input(libraryExportOrder)
    .output(eventIterator(z.object({ done: z.number().int(), total: z.number().int(), result: libraryExport.nullable() }))),
  /** Work over the whole library, as it is now and after each document. */
  watch: oc.output(eventIterator(libraryRuns)),
  /** Goes on with what was stopped, or begins; `afresh` always begins. Returns at once. */
  start: oc.input(z.object({ kind: runKind, afresh: z.boolean().default(false) })).output(z.void()),
  stop: oc.input(z.object({ kind: runKind })).output(z.void()),
};
