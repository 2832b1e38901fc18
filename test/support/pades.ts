import { type DigestName, digest } from '../../pki/digest/algorithms.ts';
import type { SignedRange } from '../../pki/pades/read/byte-range.ts';
import { isSound, readSignatures } from '../../pki/pades/read/signatures.ts';
import type { ByteSpan } from '../../pki/pdf/bytes/digest.ts';
import { MemorySource } from '../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../pki/pdf/document.ts';

/** What the nth signature or document time stamp of a PDF is over. */
export const rangeOf = (bytes: Uint8Array, index = 0): SignedRange => readSignatures(openPdf(new MemorySource(bytes))).filter(isSound)[index]!.range;

/** The bytes that the nth signature is over, one part after the other. */
export const coveredBytes = (bytes: Uint8Array, index = 0): Buffer =>
  Buffer.concat(rangeOf(bytes, index).spans.map(({ start, end }) => bytes.subarray(start, end)));

export const coveredDigest = (bytes: Uint8Array, algorithm: DigestName, index = 0): Uint8Array => digest(algorithm, coveredBytes(bytes, index));

/** Another CMS in the room of the nth signature. */
export const withContents = (bytes: Uint8Array, cms: Uint8Array, index = 0): Buffer => filled(bytes, rangeOf(bytes, index).gap, cms);

/** Another CMS in a room, from the opening `<` to behind the closing `>`. */
export function filled(bytes: Uint8Array, { start, end }: ByteSpan, cms: Uint8Array): Buffer {
  const changed = Buffer.from(bytes);
  changed.write(
    Buffer.from(cms)
      .toString('hex')
      .padEnd(end - start - 2, '0'),
    start + 1,
    'latin1',
  );
  return changed;
}

/** The numbers of the nth ByteRange in the file, changed, in the same room. */
export function withByteRange(bytes: Uint8Array, change: (numbers: readonly number[]) => readonly number[], index = 0): Buffer {
  const [text, room] = [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/(?<=\/ByteRange )\[([\d ]+)\]/g),
  ].map((found) => [found[0], found.index])[index] as [string, number];
  const changed = Buffer.from(bytes);
  changed.write(`[${change(text.match(/\d+/g)!.map(Number)).join(' ')}]`.padEnd(text.length), room, 'latin1');
  return changed;
}
