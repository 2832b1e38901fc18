import { broken } from './broken.ts';
import type { PdfDocument } from './document.ts';
import { isArray, isInteger, nameOf, PdfDictionary, type PdfObject, PdfReference } from './syntax/objects.ts';

const MAX_DEPTH = 64;

/** Left, bottom, right, top in points. */
export type Rectangle = readonly [number, number, number, number];

export interface Page {
  readonly reference: PdfReference;
  readonly dictionary: PdfDictionary;
  readonly resources: PdfDictionary | null;
  /** The part that is shown: CropBox, else MediaBox. */
  readonly box: Rectangle;
  /** Clockwise turn when shown, in degrees: 0, 90, 180 or 270. */
  readonly rotation: number;
}

/** Attributes that pages inherit (ISO 32000-2 section 7.7.3.4). */
const INHERITED = ['MediaBox', 'CropBox', 'Rotate', 'Resources'] as const;

/** How many pages the tree promises. */
export function pageCount(document: PdfDocument): number {
  const count = document.resolve(document.dictionary(document.catalog.get('Pages'))?.get('Count') ?? null);
  if (!isInteger(count) || count < 1) throw broken('malformed page count');
  return count;
}

/**
 * One page, found through the counts of the page tree without reading the others.
 * @param index from 0; negative counts from the end, -1 being the last page
 * @throws RangeError when there is no such page
 * @throws PkiError PDF_BROKEN
 */
export function findPage(document: PdfDocument, index: number): Page {
  const total = pageCount(document);
  const wanted = index < 0 ? total + index : index;
  if (wanted < 0 || wanted >= total) throw new RangeError(`no page ${index} among ${total}`);
  return pageAt(document, descend(document, document.catalog.get('Pages'), wanted, 0));
}

/** References of all pages in order; what is no page tree is passed over. */
export function* pageReferences(document: PdfDocument): Iterable<PdfReference> {
  const seen = new Set<number>();
  const open: PdfObject[] = [document.catalog.get('Pages')];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!(node instanceof PdfReference) || seen.has(node.number)) continue;
    seen.add(node.number);
    const kids = document.dictionary(node)?.get('Kids') ?? null;
    if (kids === null) yield node;
    else open.push(...document.array(kids).toReversed());
  }
}

/**
 * The page that a reference means.
 * @throws PkiError PDF_BROKEN when it is none
 */
export function pageAt(document: PdfDocument, reference: PdfReference): Page {
  const dictionary = document.resolve(reference);
  if (!(dictionary instanceof PdfDictionary) || nameOf(document.resolve(dictionary.get('Type'))) !== 'Page') throw broken('page expected');
  const attributes = inherited(document, dictionary);
  const rotate = document.resolve(attributes.Rotate) ?? 0;
  if (!isInteger(rotate) || rotate % 90 !== 0) throw broken('malformed page rotation');
  const box = rectangle(document, attributes.CropBox) ?? rectangle(document, attributes.MediaBox);
  if (!box) throw broken('page without a media box');
  return { reference, dictionary, resources: document.dictionary(attributes.Resources), box, rotation: ((rotate % 360) + 360) % 360 };
}

function descend(document: PdfDocument, node: PdfObject, wanted: number, depth: number): PdfReference {
  const dictionary = document.dictionary(node);
  if (!dictionary || !(node instanceof PdfReference) || depth > MAX_DEPTH) throw broken('malformed page tree');
  if (dictionary.get('Kids') === null) return node;
  let before = 0;
  for (const kid of document.array(dictionary.get('Kids'))) {
    const size = leaves(document, kid);
    if (wanted < before + size) return descend(document, kid, wanted - before, depth + 1);
    before += size;
  }
  throw broken('page count does not fit the page tree');
}

function leaves(document: PdfDocument, kid: PdfObject): number {
  const dictionary = document.dictionary(kid);
  if (!dictionary || dictionary.get('Kids') === null) return 1;
  const count = document.resolve(dictionary.get('Count'));
  if (!isInteger(count) || count < 0) throw broken('malformed page count');
  return count;
}

function inherited(document: PdfDocument, page: PdfDictionary): Readonly<Record<(typeof INHERITED)[number], PdfObject>> {
  const found: Record<string, PdfObject> = {};
  let node: PdfDictionary | null = page;
  for (let depth = 0; node && depth <= MAX_DEPTH; depth += 1) {
    for (const key of INHERITED) found[key] ??= node.get(key);
    node = document.dictionary(node.get('Parent'));
  }
  return found as Record<(typeof INHERITED)[number], PdfObject>;
}

/** A rectangle with its corners in order, `null` when it is none. */
export function rectangle(document: PdfDocument, value: PdfObject): Rectangle | null {
  const corners = document.resolve(value);
  if (!isArray(corners) || corners.length !== 4) return null;
  const [a, b, c, d] = corners.map(document.resolve);
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number') return null;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}
