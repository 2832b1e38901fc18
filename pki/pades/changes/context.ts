import type { PdfDocument } from '../../pdf/document.ts';
import { type FormField, formFields, signatureFields } from '../../pdf/fields.ts';
import { pageReferences } from '../../pdf/pages.ts';
import { type PdfObject, PdfReference } from '../../pdf/syntax/objects.ts';
import { reachable } from '../../pdf/walk.ts';
import type { ChangeKind } from './kinds.ts';
import type { Revisions } from './revision.ts';

/** What the rules know of the two revisions. */
export interface RuleContext {
  readonly earlier: PdfDocument;
  readonly current: PdfDocument;
  /** Fields of the earlier revision by the number of the field and of its widgets. */
  readonly fields: ReadonlyMap<number, FormField>;
  /** Objects of the earlier document security store, and the metadata: free to change as long as nothing else refers to them. */
  readonly apart: ReadonlyMap<number, ChangeKind>;
  /** Value of a signature field that the form has now, and which is therefore judged; `null` for everything else. */
  signatureOf(field: number): PdfObject;
  /** Whether an object of the earlier revision is the list of fields or a page's list of annotations. */
  isMemberList(number: number): boolean;
}

export function ruleContext({ earlier, current }: Revisions): RuleContext {
  const fields = new Map(formFields(earlier).flatMap((field) => [field.reference, ...field.widgets].map(({ number }) => [number, field] as const)));
  const apart = new Map<number, ChangeKind>();
  for (const { reference } of reachable(earlier, earlier.catalog.get('DSS'))) apart.set(reference.number, 'validation-data');
  for (const value of [earlier.trailer.get('Info'), earlier.catalog.get('Metadata')])
    if (value instanceof PdfReference) apart.set(value.number, 'metadata');
  let lists: ReadonlySet<number> | undefined;
  const isMemberList = (number: number): boolean => {
    lists ??= memberLists(earlier);
    return lists.has(number);
  };
  const signatures = new Map(signatureFields(current).map(({ reference, value }) => [reference.number, value]));
  const signatureOf = (field: number): PdfObject => signatures.get(field) ?? null;
  return { earlier, current, fields, apart, signatureOf, isMemberList };
}

function memberLists(document: PdfDocument): Set<number> {
  const found = new Set<number>();
  const note = (value: unknown): void => {
    if (value instanceof PdfReference) found.add(value.number);
  };
  note(document.dictionary(document.catalog.get('AcroForm'))?.get('Fields'));
  for (const page of pageReferences(document)) note(document.dictionary(page)?.get('Annots'));
  return found;
}
