import type { DigestName } from '../../digest/algorithms.ts';
import { PkiError } from '../../errors.ts';
import { digestSpans } from '../../pdf/bytes/digest.ts';
import type { PdfReference } from '../../pdf/syntax/objects.ts';
import type { IncrementalUpdate } from '../../pdf/update.ts';
import { byteRange, type SignatureTemplate } from './signature-dictionary.ts';

/**
 * Writes an update of which one object is a signature over the whole file, the update included.
 * @param make CMS over the digest, which is of everything but the room reserved for it
 * @throws PkiError PDF_SIGNATURE_TOO_LARGE
 */
export async function writeSigned(
  update: IncrementalUpdate,
  signature: PdfReference,
  template: SignatureTemplate,
  algorithm: DigestName,
  make: (digest: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { source } = update.document;
  const { reserved, contents, byteRangeAt } = template;
  update.put(signature, template.bytes);
  const { bytes, valueOffsets } = update.write();
  const at = valueOffsets.get(signature.number)! - source.size;
  const gap = { start: at + contents.start, end: at + contents.end };
  bytes.set(byteRange(source.size + gap.start, source.size + gap.end, source.size + bytes.length), at + byteRangeAt);
  const whole = [{ start: 0, end: source.size }];
  const cms = await make(await digestSpans(source, algorithm, whole, bytes.subarray(0, gap.start), bytes.subarray(gap.end)));
  if (cms.length > reserved) throw new PkiError('PDF_SIGNATURE_TOO_LARGE', { size: cms.length, reserved });
  bytes.set(Buffer.from(Buffer.from(cms).toString('hex'), 'latin1'), gap.start + 1);
  return bytes;
}
