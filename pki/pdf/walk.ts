import type { PdfDocument } from './document.ts';
import { isArray, PdfDictionary, type PdfObject, PdfReference, PdfStream } from './syntax/objects.ts';
import { MAX_NUMBER } from './xref/ranges.ts';

export interface ReachedObject {
  readonly reference: PdfReference;
  readonly value: PdfObject;
}

/** Visits an object and everything written inside it; references are not followed. */
export function visitParts(value: PdfObject, visit: (part: PdfObject) => void): void {
  visit(value);
  if (isArray(value)) for (const item of value) visitParts(item, visit);
  else if (value instanceof PdfDictionary) for (const item of value.entries.values()) visitParts(item, visit);
  else if (value instanceof PdfStream) visitParts(value.dictionary, visit);
}

/**
 * Every object that a value refers to, directly or through others, each once; null where nothing is defined.
 * @param seen numbers to leave out; grows with each object found
 */
export function* reachable(document: PdfDocument, start: PdfObject, seen: Set<number> = new Set()): Iterable<ReachedObject> {
  const open: PdfReference[] = [];
  const note = (part: PdfObject): void => {
    if (!(part instanceof PdfReference) || seen.has(part.number) || seen.size > MAX_NUMBER) return;
    seen.add(part.number);
    open.push(part);
  };
  visitParts(start, note);
  for (let reference = open.pop(); reference; reference = open.pop()) {
    const value = document.get(reference);
    yield { reference, value };
    visitParts(value, note);
  }
}
