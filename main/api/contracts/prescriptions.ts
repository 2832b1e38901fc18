import { oc } from '@orpc/contract';
import * as z from 'zod';
import { openedDocument } from '../schema/document.ts';
import {
  composed,
  draftAgain,
  drugHit,
  limitEntry,
  master,
  masterColumns,
  masterImport,
  masterKind,
  masterPreview,
  prescriberEntry,
  prescriptionEntry,
  usageHit,
} from '../schema/prescriptions.ts';

const typed = z.object({ typed: z.string().max(100) });
const draft = z.object({ draft: prescriptionEntry });

/** Prescriptions before they are signed, and the codes that they are made of. */
export const prescriptions = {
  masters: {
    list: oc.output(z.array(master)),
    /** As what a file would be read; nothing is kept. */
    inspect: oc.input(z.object({ kind: masterKind, file: z.file(), columns: masterColumns.optional() })).output(masterPreview),
    /** Takes the place of the file of its kind. */
    import: oc.input(masterImport).output(z.array(master)),
    /** Drugs, usages and limits that are made up, for trying the program. */
    demonstrate: oc.output(z.array(master)),
    remove: oc.input(z.object({ kind: masterKind })).output(z.array(master)),
    setLimit: oc.input(limitEntry).output(z.void()),
  },
  drugs: oc.input(typed).output(z.array(drugHit)),
  usages: oc.input(typed).output(z.array(usageHit)),
  /** What stays the same from one prescription to the next; `null` until it is entered. */
  prescriber: oc.output(prescriberEntry.nullable()),
  keepPrescriber: oc.input(prescriberEntry).output(z.void()),
  /** A draft as it stands: the form, what to look at, what is not right yet. */
  compose: oc.input(draft).output(composed),
  /** Puts the prescription where documents are signed. */
  take: oc.input(draft).output(openedDocument),
  /** The prescription information file (SJ1). */
  file: oc.input(draft).output(z.file()),
  /** An earlier prescription, as a file or document, as a draft of today. */
  again: oc.input(z.object({ file: z.file() })).output(draftAgain),
};
