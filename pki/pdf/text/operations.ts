import type { ByteSource } from '../bytes/source.ts';
import { isRegular } from '../syntax/characters.ts';
import type { PdfObject } from '../syntax/objects.ts';
import { Parser } from '../syntax/parser.ts';

/** An operator with what stands before it. */
export interface Operation {
  readonly operator: string;
  readonly operands: readonly PdfObject[];
}

/** Operands before an operator; a content stream has at most 33 (ISO 32000-1 annex C), a CMap three hundred. */
const MOST_OPERANDS = 512;
const STARTS_OBJECT = new Set(Buffer.from('/(<[+-.0123456789', 'latin1'));
const CONSTANTS: ReadonlyMap<string, PdfObject> = new Map<string, PdfObject>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const E = 'E'.charCodeAt(0);
const I = 'I'.charCodeAt(0);

/** Skips the data of an image that stands in the stream, up to its end mark (ISO 32000-2 section 8.9.7). */
function skipImage({ cursor }: Parser): void {
  for (let before = -1, byte = cursor.next(); byte >= 0; before = byte, byte = cursor.next()) {
    if (byte === E && !isRegular(before) && cursor.peek() === I) {
      cursor.next();
      if (!isRegular(cursor.peek())) return;
    }
  }
}

/**
 * The operations of a content stream or CMap in order.
 * @throws PkiError PDF_BROKEN
 */
export function* operations(source: ByteSource): Iterable<Operation> {
  const parser = new Parser(source, 0);
  let operands: PdfObject[] = [];
  for (parser.skipSpace(); parser.cursor.peek() >= 0; parser.skipSpace()) {
    const next = parser.cursor.peek();
    if (STARTS_OBJECT.has(next)) {
      const operand = parser.object();
      if (operands.length < MOST_OPERANDS) operands.push(operand);
      continue;
    }
    const word = parser.word();
    const constant = CONSTANTS.get(word);
    if (constant !== undefined) operands.push(constant);
    else if (word === '') parser.cursor.next();
    else {
      if (word === 'ID') skipImage(parser);
      yield { operator: word, operands };
      operands = [];
    }
  }
}
