import { broken } from '../broken.ts';
import type { ByteSource } from '../bytes/source.ts';
import { isSpace } from '../syntax/characters.ts';
import { isInteger } from '../syntax/objects.ts';
import { Parser } from '../syntax/parser.ts';
import { MAX_CONTAINERS, MAX_NUMBER } from './ranges.ts';
import type { CrossReferenceSection, Entry } from './section.ts';
import { readStream } from './stream.ts';
import { readTable } from './table.ts';

/** How far from the end the last `startxref` may be (ISO 32000-1 annex H, implementation note 18). */
const TAIL = 1024;
const END_MARK = '%%EOF';
const MAX_SECTIONS = 10_000;
const MAX_ENTRIES = 10_000_000;

/** All sections, newest first, and what they say of each object together. */
export class CrossReferences {
  readonly sections: readonly CrossReferenceSection[];

  constructor(sections: readonly CrossReferenceSection[]) {
    this.sections = sections;
  }

  get newest(): CrossReferenceSection {
    return this.sections[0]!;
  }

  entry(number: number): Entry {
    for (const section of this.sections) {
      const entry = section.entry(number);
      if (entry) return entry;
    }
    return { kind: 'free' };
  }

  /**
   * Numbers of the object streams that any section names, also of those that hold nothing any more.
   * @throws PkiError PDF_BROKEN when there are too many
   */
  containers(): ReadonlySet<number> {
    const found = new Set<number>();
    for (const section of this.sections) {
      for (const number of section.containers()) found.add(number);
      if (found.size > MAX_CONTAINERS) throw broken('too many object streams');
    }
    return found;
  }

  /**
   * One more than the highest number in use or promised.
   * @throws PkiError PDF_BROKEN when no more numbers are left
   */
  get size(): number {
    let size = 1;
    for (const { ranges, trailer } of this.sections) {
      const promised = trailer.get('Size');
      for (const { first, count } of ranges) size = Math.max(size, first + count);
      if (isInteger(promised)) size = Math.max(size, promised);
    }
    if (size > MAX_NUMBER) throw broken('object number too high');
    return size;
  }
}

/**
 * Reads the chain of cross-reference sections from the end of the file backwards.
 * @throws PkiError PDF_BROKEN
 */
export function readCrossReferences(source: ByteSource): CrossReferences {
  const sections: CrossReferenceSection[] = [];
  const seen = new Set<number>();
  let entries = 0;
  for (let offset: number | null = startOfChain(source); offset !== null; ) {
    if (seen.has(offset) || sections.length > MAX_SECTIONS) throw broken('cross-reference sections run in a circle', offset);
    seen.add(offset);
    const section = withHybridPart(source, readSection(source, offset));
    sections.push(section);
    entries += section.ranges.reduce((sum, { count }) => sum + count, 0);
    if (entries > MAX_ENTRIES) throw broken('too many cross-reference entries', offset);
    offset = position(source, section, 'Prev');
  }
  return new CrossReferences(sections);
}

/** Offset that the last `startxref` names. */
function startOfChain(source: ByteSource): number {
  const from = Math.max(0, source.size - TAIL);
  const at = Buffer.from(source.read(from, TAIL)).lastIndexOf('startxref', undefined, 'latin1');
  if (at < 0) throw broken('no startxref at the end');
  const parser = new Parser(source, from + at);
  parser.expect('startxref');
  const offset = parser.integer();
  while (isSpace(parser.cursor.peek())) parser.cursor.next();
  if (Buffer.from(source.read(parser.cursor.position, END_MARK.length)).toString('latin1') !== END_MARK)
    throw broken('no end mark', parser.cursor.position);
  return offset;
}

function readSection(source: ByteSource, offset: number): CrossReferenceSection {
  const parser = new Parser(source, offset);
  return parser.word() === 'xref' ? readTable(source, offset) : readStream(source, offset);
}

/** Hybrid files name a stream beside the table: what the table calls free may be in it (ISO 32000-2 section 7.5.8.4). */
function withHybridPart(source: ByteSource, table: CrossReferenceSection): CrossReferenceSection {
  const offset = table.kind === 'table' ? position(source, table, 'XRefStm') : null;
  if (offset === null) return table;
  const stream = readStream(source, offset);
  const entry = (number: number): Entry | null => {
    const visible = table.entry(number);
    return visible?.kind === 'offset' ? visible : (stream.entry(number) ?? visible);
  };
  return { ...table, ranges: [...table.ranges, ...stream.ranges], entry, containers: () => stream.containers() };
}

function position(source: ByteSource, section: CrossReferenceSection, key: string): number | null {
  const value = section.trailer.get(key);
  if (value === null) return null;
  if (!isInteger(value) || value < 0 || value >= source.size) throw broken(`malformed ${key}`, section.offset);
  return value;
}
