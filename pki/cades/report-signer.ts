import { OID } from '../cms/object-identifiers.ts';
import type { SignedData } from '../cms/parse.ts';
import type { SignerVerification } from '../cms/verify.ts';
import type { Check, SignatureReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { mergedData, NO_VALIDATION_DATA, type TimeStampEvidence, type ValidationData } from '../validation/evidence.ts';
import { reportSignature } from '../validation/report-signature.ts';
import { embeddedData } from './embedded-data.ts';
import { cadesLevel } from './level.ts';
import { cadesTimeStamps } from './time-stamps.ts';
import { unsignedValues } from './unsigned-values.ts';

/** One CMS signer with what the container around it says; PAdES is CAdES in a PDF. */
export interface CadesSignature extends Pick<SignatureReport, 'id' | 'coversWholeDocument' | 'notCovered'> {
  readonly signer: SignerVerification;
  readonly signedData: SignedData;
  /** signing-time, or what the container says instead. */
  readonly claimedTime: Date | null;
  /** Checks of the container, told after those of the CMS structure. */
  readonly containerChecks: readonly Check[];
  /** As the container says; without one the CMS structure says it. */
  readonly level?: SignatureReport['level'];
  /** Evidence of the container beside that of the CMS structure. */
  readonly containerData?: ValidationData;
  /** Time stamps of the container over the whole CMS structure, oldest first. */
  readonly containerTimeStamps?: readonly TimeStampEvidence[];
}

export const isTimeStamped = ({ info }: SignerVerification): boolean => unsignedValues(info).some(({ type }) => type === OID.signatureTimeStamp);

/** Report on one signer: the checks of the CMS structure, those of the container, then trust in the signer. */
export function reportSigner(signature: CadesSignature, options: VerificationOptions): Promise<SignatureReport> {
  const { signer, signedData, containerChecks, containerData = NO_VALIDATION_DATA, containerTimeStamps = [], ...rest } = signature;
  const inside = embeddedData(signer, signedData);
  const { timeStamps, checks } = cadesTimeStamps({ signer, signedData });
  const facts = {
    level: cadesLevel(signer, signedData),
    ...rest,
    intact: signer.intact,
    checks: [...signer.checks, ...containerChecks, ...checks],
    evidence: {
      certificate: signer.certificate,
      embedded: mergedData(inside, containerData),
      timeStamps: [...timeStamps, ...containerTimeStamps],
      algorithms: signer.algorithms,
      requiredRoles: null,
    },
  } as const;
  return reportSignature(facts, options);
}
