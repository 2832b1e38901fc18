import type { PdfDocument } from '../../pdf/document.ts';
import { signatureFields } from '../../pdf/fields.ts';
import { sameReference } from '../../pdf/syntax/objects.ts';
import type { Permissions } from '../read/permissions.ts';
import type { PdfSignature } from '../read/signatures.ts';
import type { Change } from './kinds.ts';
import { referredTo } from './isolation.ts';
import { compareRevisions, type Revisions } from './revision.ts';
import { ruleContext } from './context.ts';
import { classify } from './rules.ts';

const other = (what: string): Change => ({ kind: 'other', what });

/**
 * What happened to a document after one of its signatures, recognised from the objects that later revisions define.
 * Whatever is not recognised is `other`.
 * @throws PkiError PDF_BROKEN when what was signed is no complete document
 */
export async function changesAfter(document: PdfDocument, { field, range }: PdfSignature, permissions: Permissions): Promise<Change[]> {
  const revisions = compareRevisions(document, range.end);
  if (typeof revisions === 'string') return [other(revisions)];
  if (!signatureFields(revisions.earlier).some(({ value }) => sameReference(value, field.value)))
    return [other('the signature was put into the form later')];
  const context = ruleContext(revisions);
  const changes = revisions.objects.flatMap((object) => {
    const changed = context.fields.get(object.number);
    if (changed && permissions.locks(changed.name)) return [other(`the locked field ${changed.name} was changed`)];
    return [...new Set(classify(object, context))].map((kind): Change => ({ kind, what: `object ${object.number}` }));
  });
  const swapped = changes.length > 0 || revisions.objects.length > 0 ? await swappedObject(revisions, context.apart) : null;
  return swapped === null ? changes : [...changes, other(`signed content refers to object ${swapped}, which came later`)];
}

/** New objects, and those that may change freely, must not be part of what was signed. */
function swappedObject({ earlier, objects, touched }: Revisions, apart: ReadonlyMap<number, unknown>): Promise<number | null> {
  const targets = objects.filter(({ number, before }) => before === undefined || apart.has(number)).map(({ number }) => number);
  return referredTo(earlier, new Set(targets), touched);
}
