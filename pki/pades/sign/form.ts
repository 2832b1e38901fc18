import { broken } from '../../pdf/broken.ts';
import { SIGNATURES_EXIST_AND_APPEND_ONLY } from '../../pdf/fields.ts';
import type { Page } from '../../pdf/pages.ts';
import { dictionary, isArray, type PdfDictionary, type PdfObject, PdfReference } from '../../pdf/syntax/objects.ts';
import type { IncrementalUpdate } from '../../pdf/update.ts';

/** Puts an annotation on a page, into its list where that is an object of its own. */
export function addAnnotation(update: IncrementalUpdate, page: Page, annotation: PdfReference): void {
  const changed = withMember(update, page.dictionary.get('Annots'), annotation);
  if (changed) update.put(page.reference, rewritable(page.dictionary).with({ Annots: changed }));
}

/** Enters a field into the form, which is made where there is none, and marks the document as signed; without a field only the mark is set. */
export function enterIntoForm(update: IncrementalUpdate, field: PdfReference | null): void {
  const { document } = update;
  const place = document.catalog.get('AcroForm');
  const form = document.dictionary(place) ?? dictionary({ Fields: [] });
  const fields = field ? withMember(update, form.get('Fields'), field) : null;
  const changed = rewritable(form).with({ SigFlags: SIGNATURES_EXIST_AND_APPEND_ONLY, ...(fields ? { Fields: fields } : {}) });
  if (place instanceof PdfReference && document.dictionary(place)) update.put(place, changed);
  else update.put(document.root, rewritable(document.catalog).with({ AcroForm: changed }));
}

/** Adds to an array: an indirect one is changed in its place and `null` returned, else the new array. */
function withMember(update: IncrementalUpdate, value: PdfObject, member: PdfReference): PdfObject {
  const array = update.document.resolve(value) ?? [];
  if (!isArray(array)) throw broken('array expected');
  const changed = [...array, member];
  if (!(value instanceof PdfReference) || array.length === 0) return changed;
  update.put(value, changed);
  return null;
}

/** @throws PkiError PDF_BROKEN when a key stands twice: readers would disagree on what was kept */
export function rewritable(value: PdfDictionary): PdfDictionary {
  if (value.ambiguous) throw broken('a key stands twice in a dictionary');
  return value;
}
