import { type Certificate, parseCertificate } from '../certificate/certificate.ts';
import { PkiError } from '../errors.ts';
import { signerIdentity } from '../hpki/signer-identity.ts';
import type { Check } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import { algorithms } from './checks/algorithms.ts';
import { certificatePath } from './checks/certificate-path.ts';
import { certificatePolicy } from './checks/certificate-policy.ts';
import { hcRole } from './checks/hc-role.ts';
import { issuerKeyPinned } from './checks/issuer-key-pinned.ts';
import { keyUsage } from './checks/key-usage.ts';
import { revocation } from './checks/revocation.ts';
import { testCertificate } from './checks/test-certificate.ts';
import { validityPeriod } from './checks/validity-period.ts';
import type { SignerAssessment, SignerEvidence } from './evidence.ts';
import { gatherAndFetch } from './gather.ts';
import { failed, passed, type SignerCheck } from './signer-context.ts';
import { assessTimeStamps, type ProvedTimes } from './time-stamps.ts';

/** In the order in which a reader wants the answers. */
export const SIGNER_CHECKS: readonly SignerCheck[] = [
  algorithms,
  certificatePath,
  issuerKeyPinned,
  certificatePolicy,
  testCertificate,
  keyUsage,
  hcRole,
  validityPeriod,
  revocation,
];

/**
 * Everything about the signer that does not depend on the signature's format, from `signing-certificate-found` to `revocation`.
 * Every check is made and told, whatever an earlier one found; the conclusion is drawn by `conclude`.
 * @example
 * const { checks } = await assessSigner(evidence, { ...productionTrust(), chain: [], crls: [], at: new Date(), acceptTestCards: false });
 */
export async function assessSigner(evidence: SignerEvidence, options: VerificationOptions): Promise<SignerAssessment> {
  const proved = await assessTimeStamps(evidence, options);
  const { checks, ...signer } = await judgeSigner(evidence, proved, options);
  return { ...signer, checks: [...checks, ...proved.checks], timeStamps: proved.reports, counted: proved.counted };
}

/** The signer at the time that is proved for the signature, else at the time of verification. */
export async function judgeSigner(
  evidence: SignerEvidence,
  proved: Pick<ProvedTimes, 'signature' | 'provedAt'>,
  options: VerificationOptions,
): Promise<Omit<SignerAssessment, 'timeStamps' | 'counted'>> {
  const bestSignatureTime = proved.signature ?? options.at;
  const { check, certificate } = findCertificate(evidence.certificate);
  if (!certificate) return { identity: null, checks: [check], test: false, bestSignatureTime };
  const context = await gatherAndFetch(certificate, evidence, proved, options);
  return {
    identity: signerIdentity(certificate),
    checks: [check, ...SIGNER_CHECKS.map((make) => make(context))],
    test: context.test,
    bestSignatureTime,
  };
}

function findCertificate(der: Uint8Array | null): { readonly check: Check; readonly certificate: Certificate | null } {
  const missing = (detail: string) => ({ check: failed('signing-certificate-found', 'NO_SIGNING_CERTIFICATE_FOUND', detail), certificate: null });
  if (!der) return missing('The signature brings no signing certificate.');
  try {
    const certificate = parseCertificate(der);
    const { subject, serial } = certificate;
    return {
      check: passed('signing-certificate-found', `The signing certificate is ${subject}, serial ${serial}.`, { subject, serial }),
      certificate,
    };
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return missing(`The signing certificate cannot be read (${error.message}).`);
  }
}
