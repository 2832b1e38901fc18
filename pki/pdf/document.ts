import { PkiError } from '../errors.ts';
import { broken } from './broken.ts';
import type { ByteSource } from './bytes/source.ts';
import { refuseEncrypted } from './encryption.ts';
import { decode } from './filter/decode.ts';
import { readIndirect, streamData } from './indirect.ts';
import { ObjectStream } from './object-stream.ts';
import { type PdfArray, PdfDictionary, type PdfObject, PdfReference, PdfStream, isArray } from './syntax/objects.ts';
import { type CrossReferences, readCrossReferences } from './xref/chain.ts';

const HEADER = '%PDF-';
const MAX_INDIRECTION = 16;
const OBJECTS_KEPT = 1024;
const CONTAINER_BYTES_KEPT = 64 << 20;
/** Most bytes that all streams read from one document may unfold to, those read again included: a small file must not cost a long time. */
const MAX_UNFOLDED = 128 << 20;

/**
 * A PDF file read object by object: only what is asked for is parsed. Every method throws PkiError PDF_BROKEN where the file contradicts itself.
 * @example
 * const pdf = openPdf(new MemorySource(bytes));
 * pdf.dictionary(pdf.catalog.get('AcroForm'));
 */
export class PdfDocument {
  readonly source: ByteSource;
  readonly references: CrossReferences;
  readonly #objects = new Map<number, PdfObject>();
  readonly #containers = new Map<number, ObjectStream>();
  #containerBytes = 0;
  #unfolded = 0;

  constructor(source: ByteSource, references: CrossReferences) {
    this.source = source;
    this.references = references;
  }

  /** Trailer of the newest revision. */
  get trailer(): PdfDictionary {
    return this.references.newest.trailer;
  }

  get root(): PdfReference {
    const root = this.trailer.get('Root');
    if (!(root instanceof PdfReference)) throw broken('no document catalog');
    return root;
  }

  get catalog(): PdfDictionary {
    const catalog = this.dictionary(this.root);
    if (!catalog) throw broken('no document catalog');
    return catalog;
  }

  /** The object a reference means; null when there is none (ISO 32000-2 section 7.3.10). */
  get(reference: PdfReference): PdfObject {
    const kept = this.#objects.get(reference.number);
    const entry = this.references.entry(reference.number);
    if (entry.kind === 'free' || (entry.kind === 'offset' ? entry.generation : 0) !== reference.generation) return null;
    if (kept !== undefined) return kept;
    const value =
      entry.kind === 'offset' ? this.#at(entry.offset, reference) : this.#container(entry.container).object(entry.index, reference.number);
    if (this.#objects.size === OBJECTS_KEPT) this.#objects.clear();
    this.#objects.set(reference.number, value);
    return value;
  }

  /** Follows references until something else is found. */
  resolve = (value: PdfObject): PdfObject => {
    let found = value;
    for (let steps = 0; found instanceof PdfReference; steps += 1) {
      if (steps === MAX_INDIRECTION) throw broken('references run in a circle');
      found = this.get(found);
    }
    return found;
  };

  /** The dictionary a value is or refers to, `null` for anything else; of a stream, its dictionary. */
  dictionary(value: PdfObject): PdfDictionary | null {
    const found = this.resolve(value);
    if (found instanceof PdfStream) return found.dictionary;
    return found instanceof PdfDictionary ? found : null;
  }

  /** The array a value is or refers to; empty for anything else. */
  array(value: PdfObject): PdfArray {
    const found = this.resolve(value);
    return isArray(found) ? found : [];
  }

  /** Data of a stream as they lie in the file. */
  rawData(stream: PdfStream): Uint8Array {
    return streamData(this.source, stream, this.resolve);
  }

  /** Decoded data of a stream. */
  data(stream: PdfStream): Uint8Array {
    const data = decode(this.rawData(stream), stream.dictionary, this.resolve);
    this.#spend(data.length);
    return data;
  }

  /** Decoded data of an object stream. */
  containerData(number: number): Uint8Array {
    return this.#container(number).data;
  }

  /** Offset of an indirect object in the file, `null` when it is in an object stream or not there. */
  offsetOf(reference: PdfReference): number | null {
    const entry = this.references.entry(reference.number);
    return entry.kind === 'offset' && entry.generation === reference.generation ? entry.offset : null;
  }

  #at(offset: number, { number, generation }: PdfReference): PdfObject {
    const found = readIndirect(this.source, offset);
    if (found.number !== number || found.generation !== generation) throw broken(`object ${number} is not where the cross-references say`, offset);
    return found.value;
  }

  #container(number: number): ObjectStream {
    const kept = this.#containers.get(number);
    if (kept) return kept;
    const entry = this.references.entry(number);
    const stream = entry.kind === 'offset' ? this.#at(entry.offset, new PdfReference(number, entry.generation)) : null;
    if (!(stream instanceof PdfStream)) throw broken(`no object stream ${number}`);
    const container = new ObjectStream(this.data(stream), stream.dictionary);
    this.#spend(container.size);
    if (this.#containerBytes + container.size > CONTAINER_BYTES_KEPT) {
      this.#containers.clear();
      this.#containerBytes = 0;
    }
    this.#containers.set(number, container);
    this.#containerBytes += container.size;
    return container;
  }

  #spend(bytes: number): void {
    this.#unfolded += bytes;
    if (this.#unfolded > MAX_UNFOLDED) throw broken('streams unfold to too much');
  }
}

/**
 * Opens a PDF from its end, in time and memory of its cross-reference chain, not of its size.
 * @throws PkiError PDF_UNREADABLE (not a PDF), PDF_BROKEN, PDF_ENCRYPTED, PDF_RESTRICTED (encrypted, and changing it is forbidden by its owner)
 */
export function openPdf(source: ByteSource): PdfDocument {
  if (Buffer.from(source.read(0, HEADER.length)).toString('latin1') !== HEADER) throw new PkiError('PDF_UNREADABLE', { note: 'no PDF header' });
  const document = new PdfDocument(source, readCrossReferences(source));
  refuseEncrypted(document);
  if (!document.dictionary(document.catalog.get('Pages'))) throw broken('no page tree');
  return document;
}
