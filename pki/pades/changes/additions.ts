import { rectangle } from '../../pdf/pages.ts';
import { nameOf, type PdfArray, PdfDictionary, type PdfObject, PdfReference } from '../../pdf/syntax/objects.ts';
import type { RuleContext } from './context.ts';
import type { ChangeKind } from './kinds.ts';
import { same } from './same.ts';

/** What was added to a list of fields or annotations. Everything that was there must stay, in order. */
export function additions(before: PdfArray, after: PdfArray, context: RuleContext): ChangeKind[] {
  let kept = 0;
  const added = after.filter((item) => {
    const old = kept < before.length && same(before[kept]!, item);
    if (old) kept += 1;
    return !old;
  });
  return kept < before.length ? ['other'] : added.map((item) => addition(item, context));
}

/** Entries by which a new annotation could be more than one. */
const FOREIGN = ['A', 'AA', 'Parent', 'Kids', 'MediaBox', 'Resources'];

function addition(item: PdfObject, context: RuleContext): ChangeKind {
  const { earlier, current } = context;
  if (!(item instanceof PdfReference) || earlier.references.entry(item.number).kind !== 'free') return 'other';
  const annotation = current.resolve(item);
  if (!(annotation instanceof PdfDictionary) || annotation.ambiguous || FOREIGN.some((key) => annotation.get(key) !== null)) return 'other';
  if (nameOf(annotation.get('Type') ?? null) !== 'Annot' && annotation.get('Type') !== null) return 'other';
  if (nameOf(annotation.get('FT')) === 'Sig') return signing(item.number, context);
  const subtype = nameOf(annotation.get('Subtype'));
  return subtype === null || subtype === 'Widget' ? 'other' : 'annotation';
}

/**
 * What a signature field is that was added or filled. The form must have it, with a signature of its own that is judged by itself; a field that is
 * merely seen would be an annotation in disguise, and so is a document time stamp that can be seen, since no person answers for it.
 */
export function signing(field: number, { earlier, current, signatureOf }: RuleContext): ChangeKind {
  const value = signatureOf(field);
  if (!(value instanceof PdfReference) || earlier.references.entry(value.number).kind !== 'free') return 'annotation';
  const subFilter = nameOf(current.dictionary(value)?.get('SubFilter') ?? null);
  if (subFilter !== 'ETSI.RFC3161') return subFilter === null ? 'annotation' : 'signature';
  const place = rectangle(current, current.dictionary(new PdfReference(field))?.get('Rect') ?? null);
  const seen = !place || (place[0] < place[2] && place[1] < place[3]);
  return seen ? 'annotation' : 'validation-data';
}
