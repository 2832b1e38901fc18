import { PkiError } from '../../errors.ts';
import type { PdfDocument } from '../../pdf/document.ts';
import { type FormField, formFields, signatureFields } from '../../pdf/fields.ts';
import { type Page, pageAt, type Rectangle, rectangle } from '../../pdf/pages.ts';
import { isInteger, PdfReference } from '../../pdf/syntax/objects.ts';
import type { Permissions } from '../read/permissions.ts';

/** An empty signature field that its author prepared. */
export interface PreparedField {
  readonly field: FormField;
  readonly widget: PdfReference;
  /** Where it can be seen, `null` when it cannot. */
  readonly visible: { readonly page: Page; readonly rectangle: Rectangle } | null;
}

/** Annotation flags that keep a widget from being seen: invisible, hidden, no view (ISO 32000-2 table 167). */
const UNSEEN = 0b100011;

/**
 * The first empty field that can be signed as we sign; with a stamp, one that can be seen. Fields whose author demands certain values or that
 * an earlier signature locks are passed over.
 */
export function preparedField(document: PdfDocument, permissions: readonly Permissions[], stamped: boolean): PreparedField | null {
  for (const field of signatureFields(document)) {
    const [widget, ...more] = field.widgets;
    const empty = document.resolve(field.value) === null && !field.dictionary.ambiguous;
    if (!empty || !widget || more.length > 0 || demands(document, field) || permissions.some(({ locks }) => locks(field.name))) continue;
    const visible = visiblePlace(document, widget);
    if (visible || !stamped) return { field, widget, visible };
  }
  return null;
}

/** Seed values that are mandatory (ISO 32000-2 table 237). */
function demands(document: PdfDocument, { dictionary }: FormField): boolean {
  const flags = document.resolve(document.dictionary(dictionary.get('SV'))?.get('Ff') ?? null);
  return flags !== null && flags !== 0;
}

function visiblePlace(document: PdfDocument, widget: PdfReference): PreparedField['visible'] {
  const annotation = document.dictionary(widget);
  const flags = document.resolve(annotation?.get('F') ?? null) ?? 0;
  const place = rectangle(document, annotation?.get('Rect') ?? null);
  const page = annotation?.get('P');
  if (!place || place[0] === place[2] || place[1] === place[3] || !isInteger(flags) || (flags & UNSEEN) !== 0 || !(page instanceof PdfReference))
    return null;
  return { page: pageAt(document, page), rectangle: place };
}

/** A name that no field of the form has yet. */
export function freeFieldName(document: PdfDocument, stem: string): string {
  const taken = new Set(formFields(document).map(({ name }) => name.split('.')[0]));
  let number = 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

/**
 * A name for a new signature field.
 * @throws PkiError PDF_RESTRICTED when an earlier signature locks every field
 */
export function newFieldName(document: PdfDocument, permissions: readonly Permissions[]): string {
  const name = freeFieldName(document, 'Signature');
  if (permissions.some(({ locks }) => locks(name))) throw new PkiError('PDF_RESTRICTED', { note: 'an earlier signature locks all fields' });
  return name;
}
