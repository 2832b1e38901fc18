import { setImmediate } from 'node:timers/promises';
import type { PdfDocument } from '../../pdf/document.ts';
import { isArray, PdfDictionary, type PdfObject, PdfReference, PdfStream, sameReference } from '../../pdf/syntax/objects.ts';

const OBJECTS_PER_TURN = 2000;
const MAX_OBJECTS = 8_400_000;

/** Catalog entries that are never drawn and whose own objects may change. */
const APART: ReadonlySet<string> = new Set(['DSS', 'Metadata']);

/**
 * Looks through everything that a revision reaches from its catalog for references to the given objects. An object that is defined or changed
 * only later, but that signed content already refers to, is how content is swapped behind a signature (the "hide and replace" shadow attacks).
 * @param touched numbers that were defined anew; also an object stream among them changes what is in it
 * @returns the first object found, `null` when there is none
 */
export async function referredTo(revision: PdfDocument, targets: ReadonlySet<number>, touched: ReadonlySet<number>): Promise<number | null> {
  const seen = new Set<number>([revision.root.number]);
  const open: PdfReference[] = [revision.root];
  for (let next = open.pop(); next; next = open.pop()) {
    const entry = revision.references.entry(next.number);
    if (entry.kind === 'compressed' && touched.has(entry.container) && !touched.has(next.number)) return next.number;
    for (const reference of referencesIn(valueToSearch(revision, next))) {
      if (targets.has(reference.number)) return reference.number;
      if (seen.has(reference.number) || seen.size > MAX_OBJECTS) continue;
      seen.add(reference.number);
      open.push(reference);
      if (seen.size % OBJECTS_PER_TURN === 0) await setImmediate();
    }
  }
  return null;
}

function valueToSearch(revision: PdfDocument, reference: PdfReference): PdfObject {
  const value = revision.get(reference);
  if (!sameReference(reference, revision.root) || !(value instanceof PdfDictionary)) return value;
  return new PdfDictionary(new Map([...value.entries].filter(([key]) => !APART.has(key))));
}

function* referencesIn(value: PdfObject): Iterable<PdfReference> {
  if (value instanceof PdfReference) yield value;
  else if (isArray(value)) for (const item of value) yield* referencesIn(item);
  else if (value instanceof PdfDictionary) for (const item of value.entries.values()) yield* referencesIn(item);
  else if (value instanceof PdfStream) yield* referencesIn(value.dictionary);
}

/** Numbers of all objects that a value reaches. */
export function reachable(document: PdfDocument, value: PdfObject): Set<number> {
  const seen = new Set<number>();
  const open: PdfObject[] = [value];
  for (let next = open.pop(); next !== undefined && seen.size < MAX_OBJECTS; next = open.pop()) {
    for (const reference of referencesIn(next)) {
      if (seen.has(reference.number)) continue;
      seen.add(reference.number);
      open.push(document.get(reference));
    }
  }
  return seen;
}
