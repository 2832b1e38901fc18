import type { ByteSpan } from '../bytes/digest.ts';

/** Objects of PDF (ISO 32000-2 section 7.3). Null, booleans, numbers and arrays are the language's own. */
export type PdfObject = null | boolean | number | PdfName | PdfString | PdfReference | PdfArray | PdfDictionary | PdfStream;
export type PdfArray = readonly PdfObject[];

export class PdfName {
  /** Decoded, one character per byte. */
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

export class PdfString {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

export class PdfReference {
  readonly number: number;
  readonly generation: number;

  constructor(number: number, generation = 0) {
    this.number = number;
    this.generation = generation;
  }
}

export class PdfDictionary {
  readonly entries: ReadonlyMap<string, PdfObject>;
  /** The same key stands twice: readers disagree on which counts. */
  readonly ambiguous: boolean;
  /** Where each value stands, for the outermost dictionary of an indirect object. */
  readonly spans: ReadonlyMap<string, ByteSpan>;

  constructor(entries: ReadonlyMap<string, PdfObject>, ambiguous = false, spans: ReadonlyMap<string, ByteSpan> = NO_SPANS) {
    this.entries = entries;
    this.ambiguous = ambiguous;
    this.spans = spans;
  }

  get(key: string): PdfObject {
    return this.entries.get(key) ?? null;
  }

  /** A copy with these entries changed or added. */
  with(changes: Readonly<Record<string, PdfObject>>): PdfDictionary {
    return new PdfDictionary(new Map([...this.entries, ...Object.entries(changes)]));
  }
}

const NO_SPANS: ReadonlyMap<string, ByteSpan> = new Map();

export class PdfStream {
  readonly dictionary: PdfDictionary;
  /** Where the data begin in the source. */
  readonly start: number;

  constructor(dictionary: PdfDictionary, start: number) {
    this.dictionary = dictionary;
    this.start = start;
  }
}

export const dictionary = (entries: Readonly<Record<string, PdfObject>>): PdfDictionary => new PdfDictionary(new Map(Object.entries(entries)));
export const name = (value: string): PdfName => new PdfName(value);

/** Text of a name, `null` for any other object. */
export const nameOf = (value: PdfObject): string | null => (value instanceof PdfName ? value.value : null);

export const isArray = (value: PdfObject): value is PdfArray => Array.isArray(value);
export const isInteger = (value: PdfObject): value is number => typeof value === 'number' && Number.isSafeInteger(value);
export const sameReference = (a: PdfObject, b: PdfObject): boolean =>
  a instanceof PdfReference && b instanceof PdfReference && a.number === b.number && a.generation === b.generation;
