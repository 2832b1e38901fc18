import { parseCertificate } from './certificate/certificate.ts';
import type { PkiErrorCode } from './errors.ts';
import type { PolicyUse } from './hpki/policies.ts';
import type { Check, CheckId } from './report.ts';
import type { VerificationOptions } from './trust.ts';
import { SIGNER_CHECKS } from './validation/assess-signer.ts';
import { signerRevocation } from './validation/checks/revocation.ts';
import { NO_VALIDATION_DATA } from './validation/evidence.ts';
import { gatherAndFetch } from './validation/gather.ts';
import type { SignerContext } from './validation/signer-context.ts';

export interface ReadinessInput extends Pick<VerificationOptions, 'anchors' | 'pinned' | 'crls' | 'at' | 'acceptTestCards' | 'revocationSource'> {
  /** Certificate of the use, DER, with the issuers at hand (card, store); never anchors. */
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly use: PolicyUse;
  /** Roles of which the document needs one; none needed when left out. */
  readonly requiredRoles?: readonly string[];
}

export interface Readiness {
  /** Why the certificate may not sign, `null` when it may. */
  readonly failure: PkiErrorCode | null;
  /** Newest evidence, also of a list out of date; `unknown` is told to the signer, who confirms, and is no failure. */
  readonly revocation: { readonly status: 'good' | 'revoked' | 'unknown'; readonly asOf: Date | null; readonly ageHours: number | null };
  readonly test: boolean;
  readonly checks: readonly Check[];
}

/** First row whose check failed decides: what the signer can do about it comes before what only the authority can. */
const FAILURES: readonly (readonly [CheckId, (check: Check) => PkiErrorCode])[] = [
  ['test-certificate', () => 'TEST_CARD_REFUSED'],
  ['validity-period', ({ params }) => (params?.['state'] === 'expired' ? 'SIGNER_CERTIFICATE_EXPIRED' : 'SIGNER_CERTIFICATE_NOT_YET_VALID')],
  ['revocation', () => 'SIGNER_CERTIFICATE_REVOKED'],
  ['certificate-path', () => 'SIGNER_CERTIFICATE_UNFIT'],
  ['issuer-key-pinned', () => 'SIGNER_CERTIFICATE_UNFIT'],
  ['certificate-policy', () => 'SIGNER_CERTIFICATE_UNFIT'],
  ['key-usage', () => 'SIGNER_CERTIFICATE_UNFIT'],
  ['hc-role', () => 'SIGNER_CERTIFICATE_UNFIT'],
  ['algorithms', () => 'SIGNER_CERTIFICATE_UNFIT'],
];

/**
 * Whether a certificate may sign now, asked before the PIN: the same checks that a verifier will make of the signature; or whether one for
 * authentication may speak for its holder, by the same checks with the policy and key usage of that.
 * @throws {PkiError} CERTIFICATE_UNREADABLE
 */
export async function assessSigningCertificate(input: ReadinessInput): Promise<Readiness> {
  const certificate = parseCertificate(input.certificate);
  const evidence = {
    certificate: input.certificate,
    embedded: NO_VALIDATION_DATA,
    timeStamps: [],
    algorithms: [],
    requiredRoles: input.requiredRoles ?? null,
    use: input.use,
  };
  const context = await gatherAndFetch(certificate, evidence, { signature: null, provedAt: () => input.at }, input);
  const checks = SIGNER_CHECKS.map((make) => make(context));
  const open = new Map(checks.filter(isObstacle).map((check) => [check.id, check]));
  const row = FAILURES.find(([id]) => open.has(id));
  return { failure: row ? row[1](open.get(row[0])!) : null, revocation: revocationOf(context), test: context.test, checks };
}

/** Everything that is not passed stands in the way, except revocation that is merely not known. */
const isObstacle = ({ id, status }: Check): boolean => status === 'failed' || (status === 'indeterminate' && id !== 'revocation');

function revocationOf(context: SignerContext): Readiness['revocation'] {
  const statuses = signerRevocation(context).map(({ status }) => status);
  const decisive = ['revoked', 'unknown', 'good'].map((wanted) => statuses.find(({ status }) => status === wanted)).find((found) => found);
  return { status: decisive?.status ?? 'unknown', asOf: decisive?.asOf ?? null, ageHours: decisive?.ageHours ?? null };
}
