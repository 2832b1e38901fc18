import { broken } from '../broken.ts';
import type { ByteSource } from '../bytes/source.ts';
import { decode } from '../filter/decode.ts';
import { readIndirect, streamData } from '../indirect.ts';
import { isArray, isInteger, nameOf, type PdfDictionary, type PdfObject, PdfReference, PdfStream } from '../syntax/objects.ts';
import { MAX_CONTAINERS, ordered, rangeOf } from './ranges.ts';
import type { CrossReferenceSection, Entry, NumberRange } from './section.ts';

interface Subsection extends NumberRange {
  /** Byte offset of its first entry in the decoded data. */
  readonly start: number;
}

const MAX_FIELD = 8;
/** Kind of an entry whose object is in an object stream (ISO 32000-2 table 18). */
const COMPRESSED = 2;
/** Bytes of entries: as many objects as there can be, at seven bytes each. */
const MAX_NEEDED = 60 << 20;
/** Bytes a stream may have beyond its entries and their predictor bytes. */
const SLACK = 4096;

/**
 * A cross-reference stream (ISO 32000-2 section 7.5.8). Its decoded bytes are kept as they are and entries are cut out on demand.
 * @throws PkiError PDF_BROKEN
 */
export function readStream(source: ByteSource, offset: number): CrossReferenceSection {
  const { value } = readIndirect(source, offset);
  if (!(value instanceof PdfStream) || nameOf(value.dictionary.get('Type')) !== 'XRef') throw broken('cross-reference section expected', offset);
  const trailer = value.dictionary;
  const widths = integers(trailer, 'W');
  if (widths.length !== 3 || widths.some((width) => width > MAX_FIELD)) throw broken('malformed field widths', offset);
  const size = widths.reduce((sum, width) => sum + width, 0);
  const ranges = ordered(subsections(trailer, size));
  const needed = ranges.reduce((sum, { count }) => sum + count * size, 0);
  if (needed > MAX_NEEDED) throw broken('cross-reference stream too large', offset);
  const data = decode(streamData(source, value, direct), trailer, direct, 2 * needed + SLACK);
  if (ranges.some(({ start, count }) => start + count * size > data.length)) throw broken('cross-reference stream too short', offset);
  return {
    kind: 'stream',
    offset,
    trailer,
    ranges,
    entry: (number) => entry(data, widths, size, rangeOf(ranges, number), number),
    containers: () => containers(data.subarray(0, needed), widths),
  };
}

function containers(data: Uint8Array, [type = 0, second = 0, third = 0]: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at = 0; type > 0 && at < data.length; at += type + second + third) {
    if (unsigned(data, at, type) !== COMPRESSED) continue;
    found.add(unsigned(data, at + type, second));
    if (found.size > MAX_CONTAINERS) throw broken('too many object streams');
  }
  return found;
}

function unsigned(data: Uint8Array, start: number, width: number): number {
  let value = 0;
  for (let at = start; at < start + width; at += 1) value = value * 256 + data[at]!;
  return value;
}

/** Nothing in a cross-reference stream may be indirect: there is no table yet to find it by. */
function direct(value: PdfObject): PdfObject {
  if (value instanceof PdfReference) throw broken('reference inside a cross-reference stream');
  return value;
}

function integers(trailer: PdfDictionary, key: string): number[] {
  const value = trailer.get(key);
  if (!isArray(value) || !value.every((item) => isInteger(item) && item >= 0)) throw broken(`malformed ${key}`);
  return value as number[];
}

function subsections(trailer: PdfDictionary, size: number): Subsection[] {
  const total = trailer.get('Size');
  if (!isInteger(total) || total < 0) throw broken('malformed Size');
  const index = trailer.get('Index') === null ? [0, total] : integers(trailer, 'Index');
  if (index.length % 2 !== 0) throw broken('malformed Index');
  const found: Subsection[] = [];
  let start = 0;
  for (let at = 0; at < index.length; at += 2) {
    const count = index[at + 1]!;
    if (count > 0) found.push({ first: index[at]!, count, start });
    start += count * size;
  }
  return found;
}

/** An entry by its three fields; the first one left out means type 1. */
function entry(data: Uint8Array, widths: readonly number[], size: number, subsection: Subsection | null, number: number): Entry | null {
  if (!subsection) return null;
  const at = subsection.start + (number - subsection.first) * size;
  const [first, middle, last] = widths as [number, number, number];
  const type = first === 0 ? 1 : unsigned(data, at, first);
  const second = unsigned(data, at + first, middle);
  const third = unsigned(data, at + first + middle, last);
  switch (type) {
    case 0:
      return { kind: 'free' };
    case 1:
      return { kind: 'offset', offset: second, generation: third };
    case COMPRESSED:
      return { kind: 'compressed', container: second, index: third };
    default:
      throw broken('unknown kind of cross-reference entry');
  }
}
