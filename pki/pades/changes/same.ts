import { isArray, PdfDictionary, PdfName, type PdfObject, PdfReference, PdfStream, PdfString, sameReference } from '../../pdf/syntax/objects.ts';

/**
 * Whether two objects of two revisions of a file are the same, references being compared as such. A stream is the same only in the same place and
 * under the same dictionary: two headers can be made to end before the same data.
 */
export function same(a: PdfObject, b: PdfObject): boolean {
  if (a instanceof PdfName) return b instanceof PdfName && a.value === b.value;
  if (a instanceof PdfString) return b instanceof PdfString && Buffer.compare(a.bytes, b.bytes) === 0;
  if (a instanceof PdfReference) return sameReference(a, b);
  if (a instanceof PdfStream) return b instanceof PdfStream && a.start === b.start && same(a.dictionary, b.dictionary);
  if (a instanceof PdfDictionary) return b instanceof PdfDictionary && !a.ambiguous && !b.ambiguous && differingKeys(a, b).length === 0;
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]!));
  return a === b;
}

/** Keys whose values differ, an absent one counting as null (ISO 32000-2 section 7.3.7). */
export function differingKeys(a: PdfDictionary, b: PdfDictionary): string[] {
  const keys = new Set([...a.entries.keys(), ...b.entries.keys()]);
  return [...keys].filter((key) => !same(a.get(key), b.get(key)));
}
