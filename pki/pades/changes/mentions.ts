import { setImmediate } from 'node:timers/promises';
import { PkiError } from '../../errors.ts';
import { type ByteSource, MemorySource } from '../../pdf/bytes/source.ts';
import type { PdfDocument } from '../../pdf/document.ts';
import { isDigit, isSpace } from '../../pdf/syntax/characters.ts';

const LETTER_R = 0x52;
const PERCENT = 0x25;
const ZERO = 0x30;
/** Bytes kept of the piece before, so that a reference across the border of two pieces is seen. */
const KEPT = 4096;
/** How often one reference may begin in front of a comment, before it counts as found. */
const MAX_COMMENTS = 64;

/** A set of object numbers, or a rule that says which are meant. */
type Numbers = Pick<ReadonlySet<number>, 'has'>;

/**
 * Whether a revision may hold a reference to one of the objects. Looks at bytes and not at objects, which takes a twentieth of the time; where
 * only reading the objects could tell, the answer is yes.
 * @param touched numbers of object streams that were defined anew: whatever is in them has changed
 */
export async function mayMention(revision: PdfDocument, numbers: Numbers, touched: ReadonlySet<number>): Promise<boolean> {
  try {
    if (await mentions(revision.source, numbers)) return true;
    for (const container of revision.references.containers())
      if (touched.has(container) || (await mentions(new MemorySource(revision.containerData(container)), numbers))) return true;
    return false;
  } catch (error) {
    if (error instanceof PkiError) return true;
    throw error;
  }
}

async function mentions(source: ByteSource, numbers: Numbers): Promise<boolean> {
  let kept: Uint8Array = new Uint8Array();
  for (const piece of source.chunks(0, source.size)) {
    const window = Buffer.concat([kept, piece]);
    for (let at = window.indexOf(LETTER_R, kept.length); at >= 0; at = window.indexOf(LETTER_R, at + 1))
      if (isSpace(window[at - 1] ?? 0) && new ReferenceEnd(window, numbers).matches(at - 1, 'generation')) return true;
    kept = window.subarray(-KEPT);
    await setImmediate();
  }
  return false;
}

/** Reads a reference backwards from its R (ISO 32000-2 section 7.3.10): between its words is space, and comments, which only what precedes them tells. */
class ReferenceEnd {
  readonly #bytes: Uint8Array;
  readonly #numbers: Numbers;
  #comments = 0;

  constructor(bytes: Uint8Array, numbers: Numbers) {
    this.#bytes = bytes;
    this.#numbers = numbers;
  }

  /** Whether the word ends at `end` or, behind it, only space and comments follow; true as well when the window begins too late to tell. */
  matches(end: number, word: 'generation' | 'number', behindComment = false): boolean {
    let at = end;
    let newLine = false;
    for (; at >= 0 && isSpace(this.#bytes[at]!); at -= 1) newLine ||= isEndOfLine(this.#bytes[at]!);
    if (at < 0) return true;
    if (at === end && !behindComment) return false;
    return this.#digits(at, word) || (newLine && this.#comment(at, word));
  }

  #digits(end: number, word: 'generation' | 'number'): boolean {
    let at = end;
    let value = 0;
    for (let place = 1; at >= 0 && isDigit(this.#bytes[at]!); at -= 1, place *= 10) value += place * (this.#bytes[at]! - ZERO);
    if (at === end) return false;
    if (at < 0) return true;
    return word === 'generation' ? this.matches(at, 'number') : this.#numbers.has(value);
  }

  /** The line may end in a comment that begins at any of its percent signs. */
  #comment(end: number, word: 'generation' | 'number'): boolean {
    let at = end;
    for (; at >= 0 && !isEndOfLine(this.#bytes[at]!); at -= 1) {
      if (this.#bytes[at] !== PERCENT) continue;
      this.#comments += 1;
      if (this.#comments > MAX_COMMENTS || this.matches(at - 1, word, true)) return true;
    }
    return at < 0;
  }
}

const isEndOfLine = (byte: number): boolean => byte === 0x0a || byte === 0x0d;
