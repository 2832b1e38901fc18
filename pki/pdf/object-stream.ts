import { broken } from './broken.ts';
import { MemorySource } from './bytes/source.ts';
import { isInteger, type PdfDictionary, type PdfObject } from './syntax/objects.ts';
import { Parser } from './syntax/parser.ts';

const MAX_OBJECTS = 1_000_000;
const BYTES_OF_ENTRY = 64;

/** The decoded content of one object stream (ISO 32000-2 section 7.5.7). */
export class ObjectStream {
  /** Roughly what it takes of memory, in bytes. */
  readonly size: number;
  readonly data: Uint8Array;
  readonly #source: MemorySource;
  /** Number and offset of each object. */
  readonly #index: readonly (readonly [number, number])[];

  /** @throws PkiError PDF_BROKEN */
  constructor(data: Uint8Array, dictionary: PdfDictionary) {
    const count = dictionary.get('N');
    const first = dictionary.get('First');
    if (!isInteger(count) || !isInteger(first) || count < 0 || count > MAX_OBJECTS || first < 0 || first > data.length)
      throw broken('malformed object stream');
    this.size = data.length + count * BYTES_OF_ENTRY;
    this.data = data;
    this.#source = new MemorySource(data);
    const parser = new Parser(this.#source, 0);
    this.#index = Array.from({ length: count }, () => [parser.integer(), first + parser.integer()] as const);
  }

  /** @throws PkiError PDF_BROKEN unless the object at that index has that number */
  object(index: number, number: number): PdfObject {
    const found = this.#index[index];
    if (found?.[0] !== number) throw broken(`object ${number} is not where the cross-references say`);
    return new Parser(this.#source, found[1]).object();
  }
}
