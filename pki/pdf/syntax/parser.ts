import { broken } from '../broken.ts';
import type { ByteSpan } from '../bytes/digest.ts';
import { Cursor } from '../bytes/cursor.ts';
import type { ByteSource } from '../bytes/source.ts';
import { hexValue, isDigit, isRegular, isSpace } from './characters.ts';
import { PdfDictionary, PdfName, type PdfObject, PdfReference, PdfString } from './objects.ts';
import { MAX_STRING, readLiteralString } from './literal-string.ts';

const MAX_NESTING = 100;
const MAX_PARTS = 4_000_000;
const MAX_WORD = 255;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const KEYWORDS: ReadonlyMap<string, PdfObject> = new Map<string, PdfObject>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const byte = (character: string): number => character.charCodeAt(0);
const SLASH = byte('/');
const PERCENT = byte('%');
const HASH = byte('#');
const LESS = byte('<');
const GREATER = byte('>');
const OPEN_BRACKET = byte('[');
const CLOSE_BRACKET = byte(']');
const OPEN_PARENTHESIS = byte('(');
const LETTER_R = byte('R');

/**
 * Reads objects from a position onward (ISO 32000-2 section 7.3).
 * Nesting, words and the number of parts are bounded, so that hostile input ends in an error and not in a stall.
 * Every method throws PkiError PDF_BROKEN.
 */
export class Parser {
  readonly cursor: Cursor;
  #parts = 0;

  constructor(source: ByteSource, position: number) {
    this.cursor = new Cursor(source, position);
  }

  /** Skips white space and comments. */
  skipSpace(): void {
    for (let next = this.cursor.peek(); isSpace(next) || next === PERCENT; next = this.cursor.peek()) {
      if (next === PERCENT) this.#skipComment();
      else this.cursor.next();
    }
  }

  /** The next run of regular characters; empty at a delimiter. */
  word(): string {
    this.skipSpace();
    return this.#regular();
  }

  /** @throws PkiError unless the next word is this one */
  expect(keyword: string): void {
    const at = this.cursor.position;
    if (this.word() !== keyword) throw broken(`'${keyword}' expected`, at);
  }

  /** The next word as an unsigned integer. */
  integer(): number {
    const at = this.cursor.position;
    const word = this.word();
    const value = Number(word);
    if (!/^\d+$/.test(word) || !Number.isSafeInteger(value)) throw broken('integer expected', at);
    return value;
  }

  object(nesting = 0): PdfObject {
    if (nesting > MAX_NESTING) throw broken('nested too deep', this.cursor.position);
    this.#parts += 1;
    if (this.#parts > MAX_PARTS) throw broken('object of too many parts', this.cursor.position);
    this.skipSpace();
    switch (this.cursor.peek()) {
      case SLASH:
        return new PdfName(this.#name());
      case OPEN_PARENTHESIS:
        return new PdfString(readLiteralString(this.cursor));
      case OPEN_BRACKET:
        return this.#array(nesting);
      case LESS:
        this.cursor.next();
        return this.cursor.peek() === LESS ? this.#dictionary(nesting) : new PdfString(this.#hexString());
      default:
        return this.#scalar();
    }
  }

  #skipComment(): void {
    for (let next = this.cursor.next(); next >= 0 && next !== 0x0a && next !== 0x0d; ) next = this.cursor.next();
  }

  #regular(): string {
    let word = '';
    while (isRegular(this.cursor.peek())) {
      word += String.fromCharCode(this.cursor.next());
      if (word.length > MAX_WORD) throw broken('word too long', this.cursor.position);
    }
    return word;
  }

  #scalar(): PdfObject {
    const at = this.cursor.position;
    const word = this.#regular();
    if (NUMBER.test(word)) return this.#referenceFrom(word) ?? Number(word);
    const known = KEYWORDS.get(word);
    if (known === undefined) throw broken('object expected', at);
    return known;
  }

  /** A number may be the first of the three words of a reference. */
  #referenceFrom(word: string): PdfReference | null {
    if (!isDigit(word.charCodeAt(0)) || word.includes('.')) return null;
    const after = this.cursor.position;
    this.skipSpace();
    if (isDigit(this.cursor.peek())) {
      const generation = this.#regular();
      this.skipSpace();
      if (this.cursor.peek() === LETTER_R && this.#regular() === 'R' && /^\d{1,5}$/.test(generation))
        return new PdfReference(Number(word), Number(generation));
    }
    this.cursor.position = after;
    return null;
  }

  #name(): string {
    const at = this.cursor.position;
    this.cursor.next();
    let text = '';
    while (isRegular(this.cursor.peek())) {
      const next = this.cursor.next();
      text += String.fromCharCode(next === HASH ? this.#escaped() : next);
      if (text.length > MAX_WORD) throw broken('name too long', at);
    }
    return text;
  }

  #escaped(): number {
    const high = hexValue(this.cursor.next());
    const low = hexValue(this.cursor.next());
    if (high < 0 || low < 0 || high + low === 0) throw broken('malformed escape in a name', this.cursor.position);
    return high * 16 + low;
  }

  #hexString(): Uint8Array {
    const at = this.cursor.position;
    const bytes: number[] = [];
    let high = -1;
    for (let next = this.cursor.next(); next !== GREATER; next = this.cursor.next()) {
      if (isSpace(next)) continue;
      const value = hexValue(next);
      if (value < 0 || bytes.length > MAX_STRING) throw broken('malformed hexadecimal string', at);
      if (high < 0) high = value;
      else {
        bytes.push(high * 16 + value);
        high = -1;
      }
    }
    if (high >= 0) bytes.push(high * 16);
    return new Uint8Array(bytes);
  }

  #array(nesting: number): PdfObject[] {
    this.cursor.next();
    const members: PdfObject[] = [];
    for (this.skipSpace(); this.cursor.peek() !== CLOSE_BRACKET; this.skipSpace()) members.push(this.object(nesting + 1));
    this.cursor.next();
    return members;
  }

  #dictionary(nesting: number): PdfDictionary {
    this.cursor.next();
    const entries = new Map<string, PdfObject>();
    const spans = new Map<string, ByteSpan>();
    let ambiguous = false;
    for (this.skipSpace(); this.cursor.peek() !== GREATER; this.skipSpace()) {
      if (this.cursor.peek() !== SLASH) throw broken('key expected', this.cursor.position);
      const key = this.#name();
      ambiguous ||= entries.has(key);
      this.skipSpace();
      const start = this.cursor.position;
      entries.set(key, this.object(nesting + 1));
      if (nesting === 0) spans.set(key, { start, end: this.cursor.position });
    }
    this.cursor.next();
    if (this.cursor.next() !== GREATER) throw broken('end of dictionary expected', this.cursor.position);
    return new PdfDictionary(entries, ambiguous, spans);
  }
}
