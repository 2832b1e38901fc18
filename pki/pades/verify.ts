import { isTimeStamped, reportSigner } from '../cades/report-signer.ts';
import { PkiError } from '../errors.ts';
import { type ByteSource, MemorySource } from '../pdf/bytes/source.ts';
import { type PdfDocument, openPdf } from '../pdf/document.ts';
import type { Check, SignatureReport, VerificationReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { reportFile } from '../validation/report-file.ts';
import { reportMalformed } from '../validation/report-signature.ts';
import { failed, passed } from '../validation/signer-context.ts';
import { changesAfter } from './changes/changes-after.ts';
import { forbidden } from './changes/kinds.ts';
import { verifyContents } from './read/integrity.ts';
import { type DocumentTimeStamp, documentTimeStamps, signatureLevel } from './read/level.ts';
import { permissionsOf } from './read/permissions.ts';
import { securityStore } from './read/security-store.ts';
import { type FoundSignature, isMalformed, isSound, type PdfSignature, readSignatures } from './read/signatures.ts';

/** A PDF in memory, or wherever a source reads it. */
export type PadesFile = { readonly name: string } & ({ readonly bytes: Uint8Array } | { readonly source: ByteSource });

/**
 * Verifies all signatures of a PDF (ETSI EN 319 142-1, ISO 32000-2 section 12.8; conclusions after EN 319 102-1). Document time stamps count as
 * evidence of level, not as signatures.
 * @throws PkiError PDF_UNREADABLE, PDF_BROKEN, PDF_ENCRYPTED, PDF_RESTRICTED
 * @example
 * const report = await verifyPades({ name: 'letter.pdf', source: new FileSource('letter.pdf') }, options);
 */
export async function verifyPades(file: PadesFile, options: VerificationOptions): Promise<VerificationReport> {
  const document = openPdf('source' in file ? file.source : new MemorySource(file.bytes));
  const signatures = await reportAll(document, readSignatures(document), options);
  return reportFile({ file: file.name, format: 'pades', signatures }, options);
}

async function reportAll(document: PdfDocument, found: readonly FoundSignature[], options: VerificationOptions): Promise<SignatureReport[]> {
  const timeStamps = await documentTimeStamps(document, found.filter(isSound));
  const reports: SignatureReport[] = [];
  for (const signature of found) {
    if (isMalformed(signature)) reports.push(reportMalformed(signature.field.name, signature.fault, options));
    else if (signature.kind === 'signature') reports.push(await reportOrFault(document, signature, timeStamps, options));
  }
  return reports;
}

/** A signature that cannot be read is a malformed one; the file can be read all the same. */
async function reportOrFault(...signature: Parameters<typeof reportSignature>): Promise<SignatureReport> {
  try {
    return await reportSignature(...signature);
  } catch (error) {
    const [, { field }, , options] = signature;
    if (error instanceof PkiError) return reportMalformed(field.name, error.message, options);
    throw error;
  }
}

async function reportSignature(
  document: PdfDocument,
  signature: PdfSignature,
  timeStamps: readonly DocumentTimeStamp[],
  options: VerificationOptions,
): Promise<SignatureReport> {
  const { field, range } = signature;
  const store = securityStore(document);
  const { signedData, signers } = await verifyContents(document, signature, [...store.certificates, ...options.chain]);
  const [signer, ...more] = signers;
  if (!signer || more.length > 0) return reportMalformed(field.name, 'a PDF signature has exactly one signer', options);
  if (signedData.eContent) return reportMalformed(field.name, 'the CMS of a detached signature has content of its own', options);
  const whole = range.end === document.source.size;
  return reportSigner(
    {
      id: field.name,
      signer: { ...signer, crls: [...signer.crls, ...store.crls] },
      signedData: { ...signedData, certificates: [...signedData.certificates, ...store.certificates] },
      claimedTime: signature.claimedTime ?? signer.claimedTime,
      containerChecks: [scopeCheck(range.end, document.source.size), await changesCheck(document, signature)],
      coversWholeDocument: whole,
      notCovered: whole ? [] : [`bytes ${range.end} to ${document.source.size}`],
      level: signatureLevel(document, range.end, isTimeStamped(signer), timeStamps),
    },
    options,
  );
}

function scopeCheck(end: number, size: number): Check {
  const text =
    end === size
      ? `All ${size} bytes but the signature itself are signed.`
      : `The first ${end} of ${size} bytes but the signature itself are signed.`;
  return passed('signed-scope', text, { end, size });
}

async function changesCheck(document: PdfDocument, signature: PdfSignature): Promise<Check> {
  const id = 'changes-after-signing';
  const permissions = permissionsOf(document, signature);
  const changes = await changesAfter(document, signature, permissions);
  const [worst] = forbidden(changes, permissions);
  if (worst)
    return failed(id, 'SIG_CONSTRAINTS_FAILURE', `A later revision changed what the signature does not permit (${worst.kind}: ${worst.what}).`, {
      kind: worst.kind,
    });
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  return kinds.length === 0
    ? passed(id, 'Nothing was changed after the signature.')
    : passed(id, `Later revisions added what the signature permits: ${kinds.join(', ')}.`, { kinds: kinds.join(' ') });
}
