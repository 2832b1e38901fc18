import { broken } from '../broken.ts';
import type { ByteSource } from '../bytes/source.ts';
import { isDigit } from '../syntax/characters.ts';
import { PdfDictionary } from '../syntax/objects.ts';
import { Parser } from '../syntax/parser.ts';
import { ordered, rangeOf } from './ranges.ts';
import type { CrossReferenceSection, Entry, NumberRange } from './section.ts';

/** A subsection knows where its first entry is and how far apart entries are; nothing of it is kept in memory. */
interface Subsection extends NumberRange {
  readonly start: number;
  readonly stride: number;
}

/** Length of an entry without its end of line. */
const ENTRY = 18;
const NONE: ReadonlySet<number> = new Set();
const FORM = /^(\d{10}) (\d{5}) ([nf])$/;

/**
 * A classic cross-reference table. Entries are looked up where they lie, so that a table of any length costs nothing to open.
 * @throws PkiError PDF_BROKEN
 */
export function readTable(source: ByteSource, offset: number): CrossReferenceSection {
  const parser = new Parser(source, offset);
  parser.expect('xref');
  const subsections: Subsection[] = [];
  for (parser.skipSpace(); isDigit(parser.cursor.peek()); parser.skipSpace()) subsections.push(readSubsection(parser));
  parser.expect('trailer');
  const trailer = parser.object();
  if (!(trailer instanceof PdfDictionary)) throw broken('trailer expected', offset);
  const ranges = ordered(subsections.filter(({ count }) => count > 0));
  return { kind: 'table', offset, trailer, ranges, entry: (number) => entry(source, rangeOf(ranges, number), number), containers: () => NONE };
}

function readSubsection(parser: Parser): Subsection {
  const { cursor } = parser;
  const first = parser.integer();
  const count = parser.integer();
  if (count === 0) return { first, count, start: cursor.position, stride: 0 };
  parser.skipSpace();
  const start = cursor.position;
  cursor.position = start + ENTRY;
  parser.skipSpace();
  const stride = cursor.position - start;
  cursor.position = start + ENTRY + (count - 1) * (count > 1 ? stride : 0);
  if (cursor.position > cursor.source.size) throw broken('cross-reference table without end', start);
  return { first, count, start, stride };
}

function entry(source: ByteSource, subsection: Subsection | null, number: number): Entry | null {
  if (!subsection) return null;
  const at = subsection.start + (number - subsection.first) * subsection.stride;
  const parts = FORM.exec(Buffer.from(source.read(at, ENTRY)).toString('latin1'));
  if (!parts) throw broken('malformed cross-reference entry', at);
  return parts[3] === 'f' ? { kind: 'free' } : { kind: 'offset', offset: Number(parts[1]), generation: Number(parts[2]) };
}
