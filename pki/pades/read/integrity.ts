import { sameBytes } from '../../asn1/values.ts';
import { type SignedDataVerification, verifySignedData } from '../../cms/verify.ts';
import { parseTimeStampToken } from '../../time-stamp/token.ts';
import type { PdfSignature } from './signatures.ts';

/**
 * Holds the CMS of a signature against the signed bytes of the file; the certificate is not judged.
 * @param further certificates that may be the signer's, beside those inside the CMS
 * @throws PkiError DOCUMENT_UNREADABLE when Contents is no CMS SignedData
 */
export function verifyContents({ range, digest }: PdfSignature, further: readonly Uint8Array[] = []): Promise<SignedDataVerification> {
  return verifySignedData({
    der: range.contents,
    zeroPadding: true,
    contentDigest: digest,
    furtherCertificates: further,
  });
}

/**
 * Whether a signature or document time stamp still fits the bytes it is over.
 * @param further certificates that may be the signer's, beside those inside the CMS
 * @throws PkiError DOCUMENT_UNREADABLE
 */
export async function isIntact(signature: PdfSignature, further: readonly Uint8Array[] = []): Promise<boolean> {
  if (signature.kind === 'document-time-stamp') return timeStampFits(signature, further);
  const { signedData, signers } = await verifyContents(signature, further);
  return signedData.eContent === null && signers.length === 1 && signers[0]!.intact;
}

/**
 * The time stamp's own signature, and its imprint of the document.
 * @param further certificates that may be the authority's, beside those inside the CMS
 * @throws PkiError DOCUMENT_UNREADABLE
 */
export async function timeStampFits({ range, digest }: PdfSignature, further: readonly Uint8Array[]): Promise<boolean> {
  const { signers } = await verifySignedData({ der: range.contents, zeroPadding: true, contentDigest: null, furtherCertificates: further });
  const { algorithm, hash } = parseTimeStampToken(range.contents, { zeroPadding: true }).info.imprint;
  if (!algorithm || !signers[0]?.intact) return false;
  return sameBytes(await digest(algorithm), hash);
}
