import type { Check, SignatureReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { assessSigner } from './assess-signer.ts';
import { claimedTimeCheck } from './claimed-time.ts';
import { conclude } from './conclude.ts';
import type { SignerEvidence } from './evidence.ts';
import { supportedLevel } from './supported-level.ts';

/** What a signature format found out about one signature, before anybody is trusted. */
export interface SignatureFacts extends Pick<SignatureReport, 'id' | 'intact' | 'coversWholeDocument' | 'notCovered'> {
  /** As the structure says; what the evidence does not support is not reported. */
  readonly level: SignatureReport['level'];
  /** Checks of the format, told before those of the signer. */
  readonly checks: readonly Check[];
  readonly evidence: SignerEvidence;
  readonly claimedTime: Date | null;
}

/** Report on one signature: the checks of its format, then trust in the signer. */
export async function reportSignature(facts: SignatureFacts, options: VerificationOptions): Promise<SignatureReport> {
  const { checks: ofFormat, evidence, claimedTime, level, ...rest } = facts;
  const assessment = await assessSigner(evidence, options);
  const checks = [...ofFormat, ...assessment.checks, claimedTimeCheck(claimedTime, options.at)];
  return {
    ...rest,
    ...conclude(checks),
    level: supportedLevel(level, { ...evidence, timeStamps: assessment.counted }),
    signer: assessment.identity,
    claimedTime: claimedTime?.toISOString() ?? null,
    bestSignatureTime: assessment.bestSignatureTime.toISOString(),
    test: assessment.test,
    checks,
    timeStamps: assessment.timeStamps,
  };
}

/** Report on a signature of which nothing could be computed. */
export const reportMalformed = (id: string, fault: string, options: VerificationOptions): SignatureReport =>
  reportUncomputed(id, { id: 'format', status: 'failed', subIndication: 'FORMAT_FAILURE', detail: fault }, options);

/** Report on a signature that goes beyond a limit of ours: nothing was computed, and nothing speaks against it. */
export const reportUndecided = (id: string, limit: string, options: VerificationOptions): SignatureReport =>
  reportUncomputed(id, { id: 'format', status: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', detail: limit }, options);

function reportUncomputed(id: string, check: Check, options: VerificationOptions): SignatureReport {
  const checks = [check];
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
    timeStamps: [],
  };
}
