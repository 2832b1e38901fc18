import { OID } from '../cms/object-identifiers.ts';
import type { SignedData } from '../cms/parse.ts';
import type { SignerVerification } from '../cms/verify.ts';
import type { Check, SignatureReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { assessSigner } from '../validation/assess-signer.ts';
import { claimedTimeCheck } from '../validation/claimed-time.ts';
import { conclude } from '../validation/conclude.ts';

/** One CMS signer with what the container around it says; PAdES is CAdES in a PDF. */
export interface CadesSignature extends Pick<SignatureReport, 'id' | 'coversWholeDocument' | 'notCovered'> {
  readonly signer: SignerVerification;
  readonly signedData: SignedData;
  /** signing-time, or what the container says instead. */
  readonly claimedTime: Date | null;
  /** Checks of the container, told after those of the CMS structure. */
  readonly containerChecks: readonly Check[];
}

/** A time stamp that is not verified proves nothing, and a signature that rests on one is not called valid. */
const STAMP_NOT_EVALUATED: Check = {
  id: 'signature-time-stamp',
  status: 'indeterminate',
  subIndication: 'TRY_LATER',
  detail: 'There is a signature time stamp; it was not evaluated and proves no time.',
};

/** Report on one signer: the cryptographic checks, those of the container, then trust in the signer. */
export async function reportSigner(signature: CadesSignature, options: VerificationOptions): Promise<SignatureReport> {
  const { id, signer, signedData, claimedTime, containerChecks, coversWholeDocument, notCovered } = signature;
  const stamped = signer.info.unsignedAttributes.some(({ type }) => type === OID.signatureTimeStamp);
  const assessment = await assessSigner(
    {
      certificate: signer.certificate,
      embeddedCertificates: signedData.certificates,
      embeddedCrls: signer.crls,
      trustedTime: null,
      algorithms: signer.algorithms,
      requiredRoles: null,
    },
    options,
  );
  const checks = [
    ...signer.checks,
    ...containerChecks,
    ...assessment.checks,
    ...(stamped ? [STAMP_NOT_EVALUATED] : []),
    claimedTimeCheck(claimedTime, options.at),
  ];
  return {
    id,
    ...conclude(checks),
    intact: signer.intact,
    level: stamped ? 'T' : 'B',
    coversWholeDocument,
    notCovered,
    signer: assessment.identity,
    claimedTime: claimedTime?.toISOString() ?? null,
    bestSignatureTime: assessment.bestSignatureTime.toISOString(),
    test: assessment.test,
    checks,
  };
}

/** Report on a signature of which nothing could be computed. */
export function reportMalformed(id: string, fault: string, options: VerificationOptions): SignatureReport {
  const checks: Check[] = [{ id: 'format', status: 'failed', subIndication: 'FORMAT_FAILURE', detail: fault }];
  return {
    id,
    ...conclude(checks),
    intact: false,
    level: 'B',
    coversWholeDocument: false,
    notCovered: [],
    signer: null,
    claimedTime: null,
    bestSignatureTime: options.at.toISOString(),
    test: false,
    checks,
  };
}
