import type { PdfDictionary } from '../syntax/objects.ts';

/** Where an object is, by one cross-reference section. */
export type Entry =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly container: number; readonly index: number };

/** Object numbers from `first`, `count` of them. */
export interface NumberRange {
  readonly first: number;
  readonly count: number;
}

/** One cross-reference table or stream with its trailer (ISO 32000-2 sections 7.5.4 and 7.5.8). */
export interface CrossReferenceSection {
  readonly kind: 'table' | 'stream';
  /** Where it begins in the source. */
  readonly offset: number;
  readonly trailer: PdfDictionary;
  /** The numbers it has an entry for. */
  readonly ranges: readonly NumberRange[];
  /** @throws PkiError PDF_BROKEN when the entry is malformed */
  entry(number: number): Entry | null;
  /**
   * Numbers of the object streams that its entries name, in time of its length.
   * @throws PkiError PDF_BROKEN when there are too many
   */
  containers(): ReadonlySet<number>;
}
