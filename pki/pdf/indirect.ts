import { broken } from './broken.ts';
import type { ByteSource } from './bytes/source.ts';
import { isInteger, PdfDictionary, type PdfObject, PdfStream } from './syntax/objects.ts';
import { Parser } from './syntax/parser.ts';

export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfObject;
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/**
 * The indirect object at an offset (ISO 32000-2 section 7.3.10). Data of a stream are not touched.
 * @throws PkiError PDF_BROKEN
 */
export function readIndirect(source: ByteSource, offset: number): IndirectObject {
  const parser = new Parser(source, offset);
  const number = parser.integer();
  const generation = parser.integer();
  parser.expect('obj');
  const value = parser.object();
  const keyword = parser.word();
  if (keyword === 'endobj') return { number, generation, value };
  if (keyword !== 'stream' || !(value instanceof PdfDictionary)) throw broken('end of object expected', offset);
  const { cursor } = parser;
  if (cursor.peek() === RETURN) cursor.next();
  if (cursor.next() !== LINE_FEED) throw broken('end of line expected before stream data', cursor.position);
  return { number, generation, value: new PdfStream(value, cursor.position) };
}

/**
 * Data of a stream as they lie in the file.
 * @throws PkiError PDF_BROKEN when Length and the end of the stream do not agree
 */
export function streamData(source: ByteSource, stream: PdfStream, resolve: (value: PdfObject) => PdfObject): Uint8Array {
  const length = resolve(stream.dictionary.get('Length'));
  if (!isInteger(length) || length < 0 || stream.start + length > source.size) throw broken('malformed stream length', stream.start);
  new Parser(source, stream.start + length).expect('endstream');
  return source.read(stream.start, length);
}
