import type { ByteSource } from './source.ts';

const WINDOW = 4096;

/** A reading position in a source. */
export class Cursor {
  position: number;
  readonly source: ByteSource;
  #window: Uint8Array = new Uint8Array();
  #start = 0;

  constructor(source: ByteSource, position: number) {
    this.source = source;
    this.position = position;
  }

  /** The byte at the position, or -1 at the end. */
  peek(): number {
    const index = this.position - this.#start;
    if (index >= 0 && index < this.#window.length) return this.#window[index]!;
    if (this.position < 0 || this.position >= this.source.size) return -1;
    this.#start = this.position;
    this.#window = this.source.read(this.position, WINDOW);
    return this.#window[0] ?? -1;
  }

  /** The byte at the position, which moves on; -1 at the end. */
  next(): number {
    const byte = this.peek();
    if (byte >= 0) this.position += 1;
    return byte;
  }
}
