import { createHash } from 'node:crypto';
import { broken } from './broken.ts';
import type { PdfDocument } from './document.ts';
import { dictionary, name, type PdfObject, PdfReference, PdfString } from './syntax/objects.ts';
import { NewStream, serialize } from './syntax/serialize.ts';
import { MAX_NUMBER } from './xref/ranges.ts';

/** A written update: what is appended to the original, and where in the whole file each object's value begins. */
export interface WrittenUpdate {
  readonly bytes: Uint8Array;
  readonly valueOffsets: ReadonlyMap<number, number>;
}

interface Placed {
  readonly reference: PdfReference;
  readonly offset: number;
}

/**
 * An incremental update (ISO 32000-2 section 7.5.6): new and changed objects that go behind the original, which stays as it is to the last byte.
 * Cross-references are written in the kind the original uses.
 */
export class IncrementalUpdate {
  readonly document: PdfDocument;
  readonly #values = new Map<number, { readonly reference: PdfReference; readonly value: Uint8Array }>();
  readonly #promised: ReadonlySet<number>;
  #next: number;

  /** @param promised numbers that the document refers to though nothing has them: a new object with one would become part of what is there */
  constructor(document: PdfDocument, promised: ReadonlySet<number> = new Set()) {
    this.document = document;
    this.#promised = promised;
    this.#next = document.references.size;
  }

  /**
   * A reference that nothing uses yet.
   * @throws PkiError PDF_BROKEN when no more numbers are left
   */
  allocate(): PdfReference {
    while (this.#promised.has(this.#next)) this.#next += 1;
    if (this.#next > MAX_NUMBER) throw broken('no object number is left');
    const reference = new PdfReference(this.#next);
    this.#next += 1;
    return reference;
  }

  /** Sets what a reference means; bytes are taken as a value already written. */
  put(reference: PdfReference, value: PdfObject | NewStream | Uint8Array): void {
    this.#values.set(reference.number, { reference, value: value instanceof Uint8Array ? value : serialize(value) });
  }

  /** Adds a new object. */
  add(value: PdfObject | NewStream | Uint8Array): PdfReference {
    const reference = this.allocate();
    this.put(reference, value);
    return reference;
  }

  write(): WrittenUpdate {
    const { source } = this.document;
    const parts: Uint8Array[] = [];
    const placed: Placed[] = [];
    const valueOffsets = new Map<number, number>();
    let offset = source.size;
    const append = (bytes: Uint8Array): void => {
      parts.push(bytes);
      offset += bytes.length;
    };
    if (!endsLine(source.read(source.size - 1, 1)[0])) append(ascii('\n'));
    const place = (reference: PdfReference, value: Uint8Array): void => {
      placed.push({ reference, offset });
      append(ascii(`${reference.number} ${reference.generation} obj\n`));
      valueOffsets.set(reference.number, offset);
      append(value);
      append(ascii('\nendobj\n'));
    };
    for (const { reference, value } of this.#values.values()) place(reference, value);
    const start = offset;
    if (this.document.references.newest.kind === 'table') append(this.#table(placed, parts));
    else {
      const own = this.allocate();
      place(own, this.#stream([...placed, { reference: own, offset }], parts));
    }
    append(ascii(`startxref\n${start}\n%%EOF\n`));
    return { bytes: Buffer.concat(parts), valueOffsets };
  }

  #trailer(parts: readonly Uint8Array[]): Readonly<Record<string, PdfObject>> {
    const { trailer, root, references } = this.document;
    const entries: Record<string, PdfObject> = { Size: this.#next, Root: root, Prev: references.newest.offset };
    const [first] = this.document.array(trailer.get('ID'));
    const info = trailer.get('Info');
    if (info !== null) entries['Info'] = info;
    if (first !== undefined) entries['ID'] = [first, revisionIdentifier(first, parts)];
    return entries;
  }

  #table(placed: readonly Placed[], parts: readonly Uint8Array[]): Uint8Array {
    const line = ({ reference, offset }: Placed): string => `${pad(offset, 10)} ${pad(reference.generation, 5)} n\r\n`;
    const subsections = runs(placed).map((run) => `${run[0]!.reference.number} ${run.length}\n${run.map(line).join('')}`);
    const trailer = Buffer.from(serialize(dictionary(this.#trailer(parts)))).toString('latin1');
    return ascii(`xref\n${subsections.join('')}trailer\n${trailer}\n`);
  }

  #stream(placed: readonly Placed[], parts: readonly Uint8Array[]): Uint8Array {
    const sorted = runs(placed);
    const data = Buffer.concat(sorted.flat().map(streamEntry));
    const index = sorted.flatMap((run) => [run[0]!.reference.number, run.length]);
    return serialize(new NewStream(dictionary({ Type: name('XRef'), W: [1, OFFSET_WIDTH, 2], Index: index, ...this.#trailer(parts) }), data));
  }
}

const OFFSET_WIDTH = 6;
const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const endsLine = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d;

function streamEntry({ reference, offset }: Placed): Uint8Array {
  const bytes = Buffer.alloc(1 + OFFSET_WIDTH + 2);
  bytes.writeUInt8(1, 0);
  bytes.writeUIntBE(offset, 1, OFFSET_WIDTH);
  bytes.writeUInt16BE(reference.generation, 1 + OFFSET_WIDTH);
  return bytes;
}

/** Runs of consecutive object numbers, ascending. */
function runs(placed: readonly Placed[]): Placed[][] {
  const found: Placed[][] = [];
  for (const item of placed.toSorted((a, b) => a.reference.number - b.reference.number)) {
    const run = found.at(-1);
    if (run && run.at(-1)!.reference.number + 1 === item.reference.number) run.push(item);
    else found.push([item]);
  }
  return found;
}

/** The second half of the file identifier changes with each revision (ISO 32000-2 section 14.4). */
function revisionIdentifier(first: PdfObject, parts: readonly Uint8Array[]): PdfString {
  const hash = createHash('sha256').update(serialize(first));
  for (const part of parts) hash.update(part);
  return new PdfString(new Uint8Array(hash.digest().subarray(0, 16)));
}
