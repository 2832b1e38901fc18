import { embeddedData } from '../../cades/embedded-data.ts';
import { isTimeStamped, reportSigner } from '../../cades/report-signer.ts';
import type { SignatureReport } from '../../report.ts';
import type { VerificationOptions } from '../../trust.ts';
import { reportMalformed } from '../../validation/report-signature.ts';
import type { DocumentEvidence } from '../read/document-evidence.ts';
import { timeStampEvidence, timeStampsOver } from '../read/document-time-stamps.ts';
import { verifyContents } from '../read/integrity.ts';
import { signatureLevel } from '../read/level.ts';
import type { PdfSignature } from '../read/signatures.ts';
import { changesCheck, notCovered, scopeCheck } from './checks.ts';

/**
 * Report on one signature of a PDF.
 * @throws PkiError when its CMS or the revision it is over cannot be read
 */
export async function reportSigned(
  { document, stores, timeStamps }: DocumentEvidence,
  signature: PdfSignature,
  options: VerificationOptions,
): Promise<SignatureReport> {
  const { field, range } = signature;
  const { signedData, signers } = await verifyContents(signature, [...stores.certificates, ...options.chain]);
  const [signer, ...more] = signers;
  if (!signer || more.length > 0) return reportMalformed(field.name, 'a PDF signature has exactly one signer', options);
  if (signedData.eContent) return reportMalformed(field.name, 'the CMS of a detached signature has content of its own', options);
  const over = timeStampsOver(signature, timeStamps);
  const inside = embeddedData(signer, signedData);
  return reportSigner(
    {
      id: field.name,
      signer,
      signedData,
      claimedTime: signature.claimedTime ?? signer.claimedTime,
      containerChecks: [scopeCheck(document, signature), await changesCheck(document, signature)],
      coversWholeDocument: range.end === document.source.size,
      notCovered: notCovered(document, signature),
      level: signatureLevel(isTimeStamped(signer), stores, over),
      containerData: stores,
      containerTimeStamps: over.map((timeStamp) => timeStampEvidence(timeStamp, inside)),
    },
    options,
  );
}
