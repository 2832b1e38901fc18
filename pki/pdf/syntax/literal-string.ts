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

const isOctal = (byte: number | undefined): byte is number => byte !== undefined && byte >= 0x30 && byte <= 0x37;

/**
 * Bytes of a string in parentheses, the cursor being at the opening one (ISO 32000-2 section 7.3.4.2).
 * @throws PkiError PDF_BROKEN when it does not end
 */
export function readLiteralString(cursor: Cursor): Uint8Array {
  cursor.next();
  const start = cursor.position;
  let plain = true;
  for (let open = 1; open > 0; ) {
    const next = cursor.next();
    if (next < 0 || cursor.position - start > MAX_STRING) throw broken('string without end', start);
    if (next === OPEN) open += 1;
    else if (next === CLOSE) open -= 1;
    else if (next === BACKSLASH) cursor.next();
    plain &&= next !== BACKSLASH && next !== RETURN;
  }
  const raw = cursor.source.read(start, cursor.position - 1 - start);
  return plain ? new Uint8Array(raw) : unescaped(raw);
}

function unescaped(raw: Uint8Array): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < raw.length; ) {
    const line = endOfLine(raw, at);
    const { meaning, length } = raw[at] === BACKSLASH ? escaped(raw, at + 1) : { meaning: line > 0 ? LINE_FEED : raw[at]!, length: line || 1 };
    if (meaning !== null) bytes.push(meaning);
    at += length;
  }
  return new Uint8Array(bytes);
}

/** Length of the end of line that begins here, 0 when none does; of whatever kind, it counts as one line feed. */
function endOfLine(raw: Uint8Array, at: number): number {
  if (raw[at] === RETURN) return raw[at + 1] === LINE_FEED ? 2 : 1;
  return raw[at] === LINE_FEED ? 1 : 0;
}

/** What follows a backslash: a byte, or nothing where a line merely goes on. Lengths count the backslash. */
function escaped(raw: Uint8Array, at: number): { readonly meaning: number | null; readonly length: number } {
  const line = endOfLine(raw, at);
  if (line > 0) return { meaning: null, length: 1 + line };
  let digits = 0;
  while (digits < 3 && isOctal(raw[at + digits])) digits += 1;
  if (digits > 0) return { meaning: Number.parseInt(Buffer.from(raw.subarray(at, at + digits)).toString('latin1'), 8) & 0xff, length: 1 + digits };
  const byte = raw[at];
  return { meaning: byte === undefined ? null : (ESCAPES.get(byte) ?? byte), length: 2 };
}
