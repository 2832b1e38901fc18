import { broken } from '../broken.ts';
import type { Cursor } from '../bytes/cursor.ts';

/** Longest string read, in bytes. */
export const MAX_STRING = 8 << 20;

const OPEN = 0x28;
const CLOSE = 0x29;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

const ESCAPES: ReadonlyMap<number, number> = new Map(
  Object.entries({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }).map(([letter, meaning]) => [letter.charCodeAt(0), meaning.charCodeAt(0)]),
);

const isOctal = (byte: number): boolean => byte >= 0x30 && byte <= 0x37;

/**
 * Bytes of a string in parentheses, the cursor being at the opening one (ISO 32000-2 section 7.3.4.2).
 * @throws PkiError PDF_BROKEN when it does not end
 */
export function readLiteralString(cursor: Cursor): Uint8Array {
  const at = cursor.position;
  const bytes: number[] = [];
  cursor.next();
  for (let open = 1; open > 0; ) {
    const next = cursor.next();
    if (next < 0 || bytes.length > MAX_STRING) throw broken('string without end', at);
    if (next === OPEN) open += 1;
    if (next === CLOSE) open -= 1;
    if (next === BACKSLASH) bytes.push(...escaped(cursor));
    else if (next === RETURN) bytes.push(endOfLine(cursor));
    else if (open > 0) bytes.push(next);
  }
  return Uint8Array.from(bytes);
}

/** An end of line of any kind counts as a line feed. */
function endOfLine(cursor: Cursor): number {
  if (cursor.peek() === LINE_FEED) cursor.next();
  return LINE_FEED;
}

function escaped(cursor: Cursor): number[] {
  const next = cursor.next();
  if (isOctal(next)) return [octal(cursor, next)];
  if (next === LINE_FEED) return [];
  if (next === RETURN) {
    endOfLine(cursor);
    return [];
  }
  return next < 0 ? [] : [ESCAPES.get(next) ?? next];
}

function octal(cursor: Cursor, first: number): number {
  let value = first - 0x30;
  for (let digits = 1; digits < 3 && isOctal(cursor.peek()); digits += 1) value = value * 8 + cursor.next() - 0x30;
  return value & 0xff;
}
