import { PkiError } from '../../errors.ts';
import { Prefix } from '../../pdf/bytes/source.ts';
import { type PdfDocument, openPdf } from '../../pdf/document.ts';
import type { SignatureLevel } from '../../report.ts';
import { isIntact } from './integrity.ts';
import { securityStore } from './security-store.ts';
import type { PdfSignature } from './signatures.ts';

/** A document time stamp that fits the bytes it is over. */
export interface DocumentTimeStamp {
  readonly end: number;
  /** The security store had revocation data when it was made. */
  readonly overRevocationData: boolean;
}

/** The document time stamps among the signatures, without those that fit nothing. */
export async function documentTimeStamps(document: PdfDocument, signatures: readonly PdfSignature[]): Promise<DocumentTimeStamp[]> {
  const found: DocumentTimeStamp[] = [];
  for (const signature of signatures) {
    const timeStamp = signature.kind === 'document-time-stamp' ? await readTimeStamp(document, signature) : null;
    if (timeStamp) found.push(timeStamp);
  }
  return found;
}

async function readTimeStamp(document: PdfDocument, signature: PdfSignature): Promise<DocumentTimeStamp | null> {
  const { end } = signature.range;
  try {
    if (!(await isIntact(document, signature))) return null;
    return { end, overRevocationData: securityStore(openPdf(new Prefix(document.source, end))).hasRevocationData };
  } catch (error) {
    if (error instanceof PkiError) return null;
    throw error;
  }
}

/**
 * The level a signature has by what is there (ETSI EN 319 142-1 section 6): a time stamp makes T, with a security store LT,
 * with a document time stamp over that store LTA. Whether the evidence is trustworthy is not said here.
 * @param end of what is signed
 * @param stamped the CMS carries a signature time stamp
 */
export function signatureLevel(document: PdfDocument, end: number, stamped: boolean, timeStamps: readonly DocumentTimeStamp[]): SignatureLevel {
  const later = timeStamps.filter((timeStamp) => timeStamp.end > end);
  if (!stamped && later.length === 0) return 'B';
  if (!securityStore(document).hasRevocationData) return 'T';
  return later.some(({ overRevocationData }) => overRevocationData) ? 'LTA' : 'LT';
}
