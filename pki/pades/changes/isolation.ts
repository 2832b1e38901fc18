import { setImmediate } from 'node:timers/promises';
import type { ByteSource } from '../../pdf/bytes/source.ts';
import { openPdf, type PdfDocument } from '../../pdf/document.ts';
import { PdfDictionary } from '../../pdf/syntax/objects.ts';
import { reachable } from '../../pdf/walk.ts';
import { mayMention } from './mentions.ts';

const OBJECTS_PER_TURN = 2000;

/** Catalog entries that are never drawn and whose own objects may change. */
const APART: ReadonlySet<string> = new Set(['DSS', 'Metadata']);

/**
 * Looks through everything that a revision reaches from its catalog for references to the given objects. An object that is defined or changed
 * only later, but that signed content already refers to, is how content is swapped behind a signature (the "hide and replace" shadow attacks).
 * @param touched numbers that were defined anew; an object stream among them changes whatever is in it
 * @returns the first object found, `null` when there is none
 */
export async function referredTo(revision: PdfDocument, targets: ReadonlySet<number>, touched: ReadonlySet<number>): Promise<number | null> {
  if (!(await mayMention(revision, targets, touched))) return null;
  const seen = new Set([revision.root.number]);
  const content = new PdfDictionary(new Map([...revision.catalog.entries].filter(([key]) => !APART.has(key))));
  for (const { reference } of reachable(revision, content, seen)) {
    const { number } = reference;
    const entry = revision.references.entry(number);
    const movedWithContainer = entry.kind === 'compressed' && touched.has(entry.container) && !touched.has(number);
    if (targets.has(number) || movedWithContainer) return number;
    if (seen.size % OBJECTS_PER_TURN === 0) await setImmediate();
  }
  return null;
}

/**
 * Numbers above all that a document has which it refers to all the same: whoever added an object under one of them would swap content.
 * @throws PkiError PDF_BROKEN, also when there is too much to look through
 */
export async function promisedNumbers(source: ByteSource): Promise<ReadonlySet<number>> {
  const document = openPdf(source);
  const { size } = document.references;
  const isAbove = (number: number): boolean => number >= size;
  const promised = new Set<number>();
  if (!(await mayMention(document, { has: isAbove }, new Set()))) return promised;
  let seen = 0;
  for (const { reference } of reachable(document, document.trailer)) {
    if (isAbove(reference.number)) promised.add(reference.number);
    seen += 1;
    if (seen % OBJECTS_PER_TURN === 0) await setImmediate();
  }
  return promised;
}
