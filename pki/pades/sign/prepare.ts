import { parseCertificate } from '../../certificate/certificate.ts';
import { buildSignedData } from '../../cms/build.ts';
import { PkiError } from '../../errors.ts';
import { isTestCertificate } from '../../hpki/policies.ts';
import { signerIdentity } from '../../hpki/signer-identity.ts';
import { digestSpans } from '../../pdf/bytes/digest.ts';
import type { ByteSource } from '../../pdf/bytes/source.ts';
import { IncrementalUpdate } from '../../pdf/update.ts';
import type { SignerIdentity } from '../../report.ts';
import type { Signer } from '../../signer.ts';
import { stampFont } from '../stamp/font.ts';
import { layOut } from '../stamp/layout.ts';
import type { PadesOrder } from './order.ts';
import { type PreparedStamp, placeSignature } from './place.ts';
import { openSignable } from './signable.ts';
import { byteRange, lockReference, signatureTemplate } from './signature-dictionary.ts';
import { stampTexts } from './stamp-texts.ts';

const DIGEST = 'sha256';
/** Least room for the CMS, in bytes. */
const LEAST_RESERVED = 16_384;
/** Room beside the certificates: signed attributes, signature value, structure. */
const RESERVED_BESIDE_CERTIFICATES = 8192;

/**
 * Makes the bytes that turn the document into a signed one when they are appended to it.
 * @throws PkiError see `signPades`
 */
export async function signedTail(source: ByteSource, order: PadesOrder): Promise<Uint8Array> {
  if (order.level !== undefined && order.level !== 'B') throw new PkiError('LEVEL_NOT_AVAILABLE', { level: order.level });
  const { signer } = order;
  const certificate = parseCertificate(signer.certificate);
  const identity = signerIdentity(certificate);
  const { document, permissions } = await openSignable(source);
  const stamp = await prepareStamp(order, identity, isTestCertificate(certificate));
  const update = new IncrementalUpdate(document);
  const signature = update.allocate();
  const prepared = placeSignature(update, signature, permissions, stamp);
  const reserved = reservedFor(signer);
  const lock = lockReference(document.dictionary(prepared?.field.dictionary.get('Lock') ?? null), document.root);
  const template = signatureTemplate({ ...order, signerName: identity.nameKanji ?? identity.commonName }, reserved, lock);
  update.put(signature, template.bytes);
  const { bytes, valueOffsets } = update.write();

  const at = valueOffsets.get(signature.number)! - source.size;
  const gap = { start: at + template.contents.start, end: at + template.contents.end };
  bytes.set(byteRange(source.size + gap.start, source.size + gap.end, source.size + bytes.length), at + template.byteRangeAt);
  const contentDigest = await digestSpans(source, DIGEST, [{ start: 0, end: source.size }], bytes.subarray(0, gap.start), bytes.subarray(gap.end));
  const cms = await buildSignedData({ signer, digestAlgorithm: DIGEST, contentDigest });
  if (cms.length > reserved) throw new PkiError('PDF_SIGNATURE_TOO_LARGE', { size: cms.length, reserved });
  bytes.set(Buffer.from(Buffer.from(cms).toString('hex'), 'latin1'), gap.start + 1);
  return bytes;
}

function reservedFor({ certificate, chain }: Signer): number {
  const certificates = [certificate, ...chain].reduce((sum, { length }) => sum + length, 0);
  return Math.max(LEAST_RESERVED, certificates + RESERVED_BESIDE_CERTIFICATES);
}

async function prepareStamp({ stamp, signingTime }: PadesOrder, identity: SignerIdentity, test: boolean): Promise<PreparedStamp | null> {
  if (!stamp) return null;
  const font = await stampFont();
  const layout = layOut(stamp.lines ?? stampTexts(identity, signingTime), test, font);
  return { layout, font, page: stamp.page ?? -1, position: stamp.position ?? 'bottom-right' };
}
