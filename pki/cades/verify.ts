import { isSignedData } from '../cms/parse.ts';
import { verifySignedData } from '../cms/verify.ts';
import { digest } from '../digest/algorithms.ts';
import { PkiError } from '../errors.ts';
import type { SignatureReport, VerificationReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { reportFile } from '../validation/report-file.ts';
import { reportMalformed } from '../validation/report-signature.ts';
import { withoutArmor } from './armor.ts';
import { reportSigner } from './report-signer.ts';

export interface CadesFile {
  readonly name: string;
  /** The signature: DER, PEM or base64. */
  readonly bytes: Uint8Array;
  /** What was signed, when the signature is detached from it. */
  readonly content?: Uint8Array;
}

/**
 * Verifies a CAdES signature file (ETSI EN 319 122-1, conclusions after EN 319 102-1).
 * @throws PkiError DOCUMENT_UNREADABLE when the file is no CMS SignedData at all
 */
export async function verifyCades(file: CadesFile, options: VerificationOptions): Promise<VerificationReport> {
  const der = withoutArmor(file.bytes);
  if (!der || !isSignedData(der)) throw new PkiError('DOCUMENT_UNREADABLE', { file: file.name });
  const signatures = await reportSignatures(der, file.content, options);
  return reportFile({ file: file.name, format: 'cades', signatures }, options);
}

async function reportSignatures(der: Uint8Array, content: Uint8Array | undefined, options: VerificationOptions): Promise<SignatureReport[]> {
  try {
    const { signedData, signers } = await verifySignedData({
      der,
      contentDigest: content ? (algorithm) => digest(algorithm, content) : null,
      furtherCertificates: options.chain,
    });
    const contentAtHand = content !== undefined || signedData.eContent !== null;
    return await Promise.all(
      signers.map((signer, index) =>
        reportSigner(
          {
            id: signatureId(index),
            signer,
            signedData,
            claimedTime: signer.claimedTime,
            containerChecks: [],
            coversWholeDocument: contentAtHand,
            notCovered: [],
          },
          options,
        ),
      ),
    );
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return [reportMalformed(signatureId(0), error.message, options)];
  }
}

const signatureId = (index: number): string => `signer-${index + 1}`;
