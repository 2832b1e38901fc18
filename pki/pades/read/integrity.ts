import { OID } from '../../cms/object-identifiers.ts';
import { type SignedDataVerification, verifySignedData } from '../../cms/verify.ts';
import { digestSpans } from '../../pdf/bytes/digest.ts';
import type { PdfDocument } from '../../pdf/document.ts';
import type { PdfSignature } from './signatures.ts';
import { timeStampImprint } from './time-stamp-imprint.ts';

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

/** Whether a signature or document time stamp still fits the bytes it is over. */
export async function isIntact(document: PdfDocument, signature: PdfSignature): Promise<boolean> {
  if (signature.kind === 'document-time-stamp') return timeStampFits(document, signature);
  const { signedData, signers } = await verifyContents(document, signature);
  return signedData.eContent === null && signers.length === 1 && signers[0]!.intact;
}

/** The time stamp's own signature, and its imprint of the document. */
async function timeStampFits(document: PdfDocument, { range }: PdfSignature): Promise<boolean> {
  const { signedData, signers } = await verifySignedData({ der: range.contents, zeroPadding: true, contentDigest: null });
  const imprint = signedData.eContentType === OID.timeStampInfo && signedData.eContent ? timeStampImprint(signedData.eContent) : null;
  if (!imprint || signers.length !== 1 || !signers[0]!.intact) return false;
  return Buffer.compare(await digestSpans(document.source, imprint.algorithm, range.spans), imprint.hash) === 0;
}
