/** Random access to the bytes of a document, wherever they lie. Nobody reads the whole: readers ask for pieces, hashing takes chunks. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `offset`, fewer than `length` only at the end. They are not to be changed. */
  read(offset: number, length: number): Uint8Array;
  /** The bytes from `start` to before `end`, piece by piece; each piece holds until the next is asked for. */
  chunks(start: number, end: number): Iterable<Uint8Array>;
}

export class MemorySource implements ByteSource {
  readonly size: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.size = bytes.length;
    this.#bytes = bytes;
  }

  read(offset: number, length: number): Uint8Array {
    return this.#bytes.subarray(offset, offset + length);
  }

  *chunks(start: number, end: number): Iterable<Uint8Array> {
    for (let offset = start; offset < end; offset += CHUNK) yield this.#bytes.subarray(offset, Math.min(offset + CHUNK, end));
  }
}

/** Piece of one hashing step, in bytes. */
export const CHUNK = 1 << 20;

/** The first `size` bytes of another source: the document as it was before what follows was appended. */
export class Prefix implements ByteSource {
  readonly size: number;
  readonly #whole: ByteSource;

  constructor(whole: ByteSource, size: number) {
    this.size = Math.min(size, whole.size);
    this.#whole = whole;
  }

  read(offset: number, length: number): Uint8Array {
    return this.#whole.read(offset, Math.max(0, Math.min(length, this.size - offset)));
  }

  chunks(start: number, end: number): Iterable<Uint8Array> {
    return this.#whole.chunks(start, Math.min(end, this.size));
  }
}
