import { PkiError } from '../../errors.ts';
import { Prefix } from '../../pdf/bytes/source.ts';
import { type PdfDocument, openPdf } from '../../pdf/document.ts';
import { isSpace } from '../../pdf/syntax/characters.ts';
import { isInteger, PdfReference, type PdfObject, sameReference } from '../../pdf/syntax/objects.ts';
import type { CrossReferenceSection } from '../../pdf/xref/section.ts';
import { same } from './same.ts';

/** An object that is not what it was. */
export interface ChangedObject {
  readonly number: number;
  /** `undefined` when there was no such object. */
  readonly before: PdfObject | undefined;
  /** `undefined` when it is new, was deleted or is not where the cross-references say. */
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
const MAX_TOUCHED = 200_000;

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
  if (later.length > 0 && sections.some(({ trailer }) => trailer.ambiguous))
    return 'a key of a trailer stands twice, readers disagree on which counts';
  if (later.length > 0 && !keepsNumbers(earlier, current)) return 'the number of objects promised hides or reveals some';
  if (!sameReference(earlier.root, current.root)) return 'the document catalog is another object';
  const touched = touchedBy(later);
  if (!touched) return 'more objects were changed than can be compared';
  const objects = [...touched].flatMap((number) => changeOf(number, earlier, current) ?? []);
  return { earlier, current, touched, objects };
}

function onlySpace({ source }: PdfDocument, start: number): boolean {
  for (const piece of source.chunks(start, source.size)) if (!piece.every(isSpace)) return false;
  return true;
}

/** Readers take objects at or above the trailer's Size for missing (ISO 32000-2 table 15): it must neither shrink nor have hidden any. */
function keepsNumbers(earlier: PdfDocument, current: PdfDocument): boolean {
  const before = earlier.trailer.get('Size');
  const after = current.trailer.get('Size');
  return isInteger(before) && isInteger(after) && before >= earlier.references.size && after >= before;
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

/** What became of an object, `null` when nothing did. It is looked for under the generation by which what was signed refers to it. */
function changeOf(number: number, earlier: PdfDocument, current: PdfDocument): ChangedObject | null {
  const generation = generationOf(earlier, number);
  if (generation === null) return generationOf(current, number) === null ? null : { number, before: undefined, after: undefined };
  const reference = new PdfReference(number, generation);
  const before = earlier.get(reference);
  const after = generationOf(current, number) === generation ? readable(current, reference) : undefined;
  return after !== undefined && same(before, after) ? null : { number, before, after };
}

/** `null` when there is no such object. */
function generationOf(document: PdfDocument, number: number): number | null {
  const entry = document.references.entry(number);
  if (entry.kind === 'free') return null;
  return entry.kind === 'offset' ? entry.generation : 0;
}

function readable(document: PdfDocument, reference: PdfReference): PdfObject | undefined {
  try {
    return document.get(reference);
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}
