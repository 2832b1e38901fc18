import { Prefix } from '../../pdf/bytes/source.ts';
import { type PdfDocument, openPdf } from '../../pdf/document.ts';
import type { SignatureLevel } from '../../report.ts';
import { isIntact } from './integrity.ts';
import { securityStore } from './security-store.ts';
import type { PdfSignature } from './signatures.ts';

/**
 * The level a signature has by what is there (ETSI EN 319 142-1 section 6): a time stamp makes T, with a security store LT,
 * with a document time stamp over that store LTA. Whether the evidence is trustworthy is not said here.
 * @param stamped the CMS carries a signature time stamp
 */
export async function signatureLevel(
  document: PdfDocument,
  signature: PdfSignature,
  stamped: boolean,
  others: readonly PdfSignature[],
): Promise<SignatureLevel> {
  const later: PdfSignature[] = [];
  for (const other of others)
    if (other.kind === 'document-time-stamp' && other.range.end > signature.range.end && (await isIntact(document, other).catch(() => false)))
      later.push(other);
  if (!stamped && later.length === 0) return 'B';
  if (!securityStore(document).hasRevocationData) return 'T';
  const archived = later.some(({ range }) => securityStore(openPdf(new Prefix(document.source, range.end))).hasRevocationData);
  return archived ? 'LTA' : 'LT';
}
