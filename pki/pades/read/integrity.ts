import { sameBytes } from '../../asn1/values.ts';
import { type ContentDigest, type SignedDataVerification, verifySignedData } from '../../cms/verify.ts';
import { digestSpans } from '../../pdf/bytes/digest.ts';
import type { PdfDocument } from '../../pdf/document.ts';
import { parseTimeStampToken } from '../../time-stamp/token.ts';
import type { PdfSignature } from './signatures.ts';

/**
 * Holds the CMS of a signature against the signed bytes of the file; the certificate is not judged.
 * @param further certificates that may be the signer's, beside those inside the CMS
 * @throws PkiError DOCUMENT_UNREADABLE when Contents is no CMS SignedData
 */
export function verifyContents(document: PdfDocument, { range }: PdfSignature, further: readonly Uint8Array[] = []): Promise<SignedDataVerification> {
  return verifySignedData({
    der: range.contents,
    zeroPadding: true,
    contentDigest: (algorithm) => digestSpans(document.source, algorithm, range.spans),
    furtherCertificates: further,
  });
}

/**
 * Whether a signature or document time stamp still fits the bytes it is over.
 * @param further certificates that may be the signer's, beside those inside the CMS
 * @throws PkiError DOCUMENT_UNREADABLE
 */
export async function isIntact(document: PdfDocument, signature: PdfSignature, further: readonly Uint8Array[] = []): Promise<boolean> {
  if (signature.kind === 'document-time-stamp')
    return timeStampFits(signature, (algorithm) => digestSpans(document.source, algorithm, signature.range.spans), further);
  const { signedData, signers } = await verifyContents(document, signature, further);
  return signedData.eContent === null && signers.length === 1 && signers[0]!.intact;
}

/**
 * The time stamp's own signature, and its imprint of the document.
 * @param digest of what it is over
 * @throws PkiError DOCUMENT_UNREADABLE
 */
export async function timeStampFits({ range }: PdfSignature, digest: ContentDigest, further: readonly Uint8Array[]): Promise<boolean> {
  const { signers } = await verifySignedData({ der: range.contents, zeroPadding: true, contentDigest: null, furtherCertificates: further });
  const { algorithm, hash } = parseTimeStampToken(range.contents, { zeroPadding: true }).info.imprint;
  if (!algorithm || !signers[0]?.intact) return false;
  return sameBytes(await digest(algorithm), hash);
}
