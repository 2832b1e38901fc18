import { PkiError } from '../errors.ts';
import { type ByteSource, MemorySource } from '../pdf/bytes/source.ts';
import { openPdf } from '../pdf/document.ts';
import type { SignatureReport, VerificationReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { reportFile } from '../validation/report-file.ts';
import { reportMalformed } from '../validation/report-signature.ts';
import { type DocumentEvidence, documentEvidence } from './read/document-evidence.ts';
import { type FoundSignature, isMalformed, isSound, type PdfSignature, readSignatures } from './read/signatures.ts';
import { reportSigned } from './report/signed.ts';
import { reportTimeStamped } from './report/time-stamped.ts';

/** A PDF in memory, or wherever a source reads it. */
export type PadesFile = { readonly name: string } & ({ readonly bytes: Uint8Array } | { readonly source: ByteSource });

/**
 * Verifies all signatures of a PDF (ETSI EN 319 142-1, ISO 32000-2 section 12.8; conclusions after EN 319 102-1). Document time stamps count as
 * evidence for the signatures they are over; a document that has nothing else is reported as one that nobody signed.
 * @throws PkiError PDF_UNREADABLE, PDF_BROKEN, PDF_ENCRYPTED, PDF_RESTRICTED
 * @example
 * const report = await verifyPades({ name: 'letter.pdf', source: new FileSource('letter.pdf') }, options);
 */
export async function verifyPades(file: PadesFile, options: VerificationOptions): Promise<VerificationReport> {
  const document = openPdf('source' in file ? file.source : new MemorySource(file.bytes));
  const found = readSignatures(document);
  const evidence = await documentEvidence(document, found.filter(isSound));
  const signatures = await reportAll(found, evidence, options);
  return reportFile({ file: file.name, format: 'pades', signatures }, options);
}

async function reportAll(found: readonly FoundSignature[], evidence: DocumentEvidence, options: VerificationOptions): Promise<SignatureReport[]> {
  const reports: SignatureReport[] = [];
  for (const signature of found) {
    if (isMalformed(signature)) reports.push(reportMalformed(signature.field.name, signature.fault, options));
    else if (signature.kind === 'signature') reports.push(await orFault(signature, options, reportSigned(evidence, signature, options)));
  }
  const newest = evidence.timeStamps.at(-1);
  return reports.length === 0 && newest ? [await orFault(newest.signature, options, reportTimeStamped(evidence, options))] : reports;
}

/** A signature that cannot be read is a malformed one; the file can be read all the same. */
async function orFault({ field }: PdfSignature, options: VerificationOptions, report: Promise<SignatureReport>): Promise<SignatureReport> {
  try {
    return await report;
  } catch (error) {
    if (error instanceof PkiError) return reportMalformed(field.name, error.message, options);
    throw error;
  }
}
