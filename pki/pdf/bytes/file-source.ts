import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type ByteSource, CHUNK } from './source.ts';

const PAGE = 1 << 14;
const PAGES_KEPT = 128;

/** A file, read page by page; at most two megabytes of it are in memory. */
export class FileSource implements ByteSource, Disposable {
  readonly size: number;
  readonly #descriptor: number;
  readonly #pages = new Map<number, Uint8Array>();

  /** @throws the file system's own error when the file cannot be opened */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.size = fstatSync(this.#descriptor).size;
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, this.size);
    if (offset >= end) return new Uint8Array();
    const first = Math.floor(offset / PAGE);
    const last = Math.floor((end - 1) / PAGE);
    if (first === last) return this.#page(first).subarray(offset - first * PAGE, end - first * PAGE);
    return this.#fill(new Uint8Array(end - offset), offset);
  }

  *chunks(start: number, end: number): Iterable<Uint8Array> {
    const buffer = new Uint8Array(Math.max(0, Math.min(CHUNK, end - start)));
    for (let offset = start; offset < end; offset += CHUNK) yield this.#fill(buffer.subarray(0, Math.min(CHUNK, end - offset)), offset);
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }

  #page(index: number): Uint8Array {
    const kept = this.#pages.get(index);
    if (kept) return kept;
    const page = this.#fill(new Uint8Array(Math.min(PAGE, this.size - index * PAGE)), index * PAGE);
    if (this.#pages.size === PAGES_KEPT) this.#pages.delete(this.#pages.keys().next().value!);
    this.#pages.set(index, page);
    return page;
  }

  #fill(buffer: Uint8Array, offset: number): Uint8Array {
    let filled = 0;
    while (filled < buffer.length) {
      const count = readSync(this.#descriptor, buffer, filled, buffer.length - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return buffer.subarray(0, filled);
  }
}
