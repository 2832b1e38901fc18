import { OID } from '../cms/object-identifiers.ts';
import type { SignedData } from '../cms/parse.ts';
import type { SignerVerification } from '../cms/verify.ts';
import type { Check, SignatureReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { reportSignature } from '../validation/report-signature.ts';

/** One CMS signer with what the container around it says; PAdES is CAdES in a PDF. */
export interface CadesSignature extends Pick<SignatureReport, 'id' | 'coversWholeDocument' | 'notCovered'> {
  readonly signer: SignerVerification;
  readonly signedData: SignedData;
  /** signing-time, or what the container says instead. */
  readonly claimedTime: Date | null;
  /** Checks of the container, told after those of the CMS structure. */
  readonly containerChecks: readonly Check[];
  /** As the container says; without one a time stamp makes T. */
  readonly level?: SignatureReport['level'];
}

export const isTimeStamped = ({ info }: SignerVerification): boolean => info.unsignedAttributes.some(({ type }) => type === OID.signatureTimeStamp);

/** Report on one signer: the checks of the CMS structure, those of the container, then trust in the signer. */
export function reportSigner(
  { signer, signedData, containerChecks, ...signature }: CadesSignature,
  options: VerificationOptions,
): Promise<SignatureReport> {
  const timeStamped = isTimeStamped(signer);
  const facts = {
    level: timeStamped ? 'T' : 'B',
    ...signature,
    intact: signer.intact,
    checks: [...signer.checks, ...containerChecks],
    evidence: {
      certificate: signer.certificate,
      embedded: { certificates: signedData.certificates, crls: signer.crls, ocspResponses: [] },
      timeStamps: [],
      algorithms: signer.algorithms,
      requiredRoles: null,
    },
  } as const;
  return reportSignature(facts, options);
}
