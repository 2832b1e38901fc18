import { PkiError } from '../../errors.ts';
import { Prefix } from '../../pdf/bytes/source.ts';
import { type PdfDocument, openPdf } from '../../pdf/document.ts';
import { isSpace } from '../../pdf/syntax/characters.ts';
import { PdfReference, type PdfObject, sameReference } from '../../pdf/syntax/objects.ts';
import type { CrossReferenceSection } from '../../pdf/xref/section.ts';
import { same } from './same.ts';

/** An object that is not what it was. */
export interface ChangedObject {
  readonly number: number;
  /** `undefined` when there was no such object. */
  readonly before: PdfObject | undefined;
  /** `undefined` when it was deleted or is not where the cross-references say. */
  readonly after: PdfObject | undefined;
}

/** A document beside what it was when it ended at an earlier byte. */
export interface Revisions {
  readonly earlier: PdfDocument;
  readonly current: PdfDocument;
  readonly objects: readonly ChangedObject[];
  /** Numbers that later cross-reference sections speak of, changed or not. */
  readonly touched: ReadonlySet<number>;
}

/** Objects that updates may touch before the comparison is given up. */
const MAX_TOUCHED = 2_000_000;

/**
 * Reads the document as it ended at `end` and lists what later revisions changed.
 * @returns a string, in words, when what follows is no orderly continuation
 * @throws PkiError PDF_BROKEN when the bytes up to `end` are no complete document
 */
export function compareRevisions(current: PdfDocument, end: number): Revisions | string {
  const earlier = openPdf(new Prefix(current.source, end));
  const { sections } = current.references;
  const count = sections.findIndex(({ offset }) => offset === earlier.references.newest.offset);
  const later = sections.slice(0, count);
  if (count < 0 || later.some(({ offset }) => offset < end)) return 'the cross-references do not continue those that were signed';
  if (later.length === 0 && !onlySpace(current, end)) return 'bytes follow that belong to no revision';
  if (!sameReference(earlier.root, current.root)) return 'the document catalog is another object';
  const touched = touchedBy(later);
  if (!touched) return 'more objects were changed than can be compared';
  const objects = [...touched].map((number) => ({ number, before: valueAt(earlier, number), after: readable(current, number) }));
  return { earlier, current, touched, objects: objects.filter(({ before, after }) => !sameValue(before, after)) };
}

function onlySpace({ source }: PdfDocument, start: number): boolean {
  for (const piece of source.chunks(start, source.size)) if (!piece.every(isSpace)) return false;
  return true;
}

function touchedBy(later: readonly CrossReferenceSection[]): Set<number> | null {
  const touched = new Set<number>();
  for (const { ranges } of later) {
    for (const { first, count } of ranges) {
      if (touched.size + count > MAX_TOUCHED) return null;
      for (let number = first; number < first + count; number += 1) touched.add(number);
    }
  }
  return touched;
}

function valueAt(document: PdfDocument, number: number): PdfObject | undefined {
  const entry = document.references.entry(number);
  if (entry.kind === 'free') return undefined;
  return document.get(new PdfReference(number, entry.kind === 'offset' ? entry.generation : 0));
}

function readable(document: PdfDocument, number: number): PdfObject | undefined {
  try {
    return valueAt(document, number);
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}

const sameValue = (before: PdfObject | undefined, after: PdfObject | undefined): boolean =>
  before === undefined || after === undefined ? before === after : same(before, after);
