import type { ByteSpan, SplitSpan } from '../../pdf/bytes/digest.ts';
import type { ByteSource } from '../../pdf/bytes/source.ts';
import { isArray, isInteger, type PdfDictionary, PdfString } from '../../pdf/syntax/objects.ts';

/** What a signature is over: everything up to `end` but the gap, which holds nothing but the signature itself. */
export interface SignedRange {
  readonly spans: SplitSpan;
  readonly gap: ByteSpan;
  readonly end: number;
  readonly contents: Uint8Array;
}

const OPENING = 0x3c;

/**
 * Holds ByteRange against the place of Contents (ISO 32000-2 section 12.8.1). A range that leaves out more, or something else, is how a
 * signature is wrapped around foreign content.
 * @returns the range, or in words what is wrong with it
 */
export function signedRange(source: ByteSource, signature: PdfDictionary): SignedRange | string {
  if (signature.ambiguous) return 'a key of the signature dictionary stands twice';
  const numbers = signature.get('ByteRange');
  const contents = signature.get('Contents');
  const gap = signature.spans.get('Contents');
  if (!isArray(numbers) || numbers.length !== 4 || !numbers.every((number) => isInteger(number) && number >= 0))
    return 'ByteRange is not four numbers';
  if (!(contents instanceof PdfString) || !gap || source.read(gap.start, 1)[0] !== OPENING) return 'Contents is not a hexadecimal string';
  const [first, before, second, after] = numbers as unknown as readonly [number, number, number, number];
  const end = second + after;
  if (first !== 0) return 'ByteRange does not begin at the start of the file';
  if (before !== gap.start || second !== gap.end) return 'ByteRange leaves out something other than Contents';
  if (after === 0 || end > source.size) return 'ByteRange does not end inside the file';
  return {
    spans: [
      { start: 0, end: before },
      { start: second, end },
    ],
    gap,
    end,
    contents: contents.bytes,
  };
}
