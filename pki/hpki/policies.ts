import type { Certificate } from '../certificate/certificate.ts';

export type PolicyUse = 'signature' | 'authentication';

/** A certificate policy under the arc of the healthcare PKI, 1.2.392.100495.1. */
export interface HpkiPolicy {
  readonly oid: string;
  readonly use: PolicyUse;
  readonly test: boolean;
}

/**
 * Policies seen in published CA certificates and test cards. The one of authentication test cards is not on record:
 * it is taken from the arc's pattern, serves test mode only and can never make a production signature valid.
 */
export const HPKI_POLICIES: readonly HpkiPolicy[] = [
  { oid: '1.2.392.100495.1.5.1.1.3.1', use: 'signature', test: false },
  { oid: '1.2.392.100495.1.5.1.1.0.1', use: 'signature', test: true },
  { oid: '1.2.392.100495.1.5.1.2.3.1', use: 'authentication', test: false },
  { oid: '1.2.392.100495.1.5.1.2.0.1', use: 'authentication', test: true },
];

/** Coding scheme of every hcRole in the healthcare PKI (id-jhpki-cdata). */
export const HPKI_CODING_SCHEME = '1.2.392.100495.1.6.1.1';

/** Policies of the healthcare PKI that the certificate itself carries. */
export const hpkiPolicies = (certificate: Certificate): HpkiPolicy[] => HPKI_POLICIES.filter((policy) => certificate.policies.includes(policy.oid));

/** Whether the certificate is of a test card; one test policy among others makes it one. */
export const isTestCertificate = (certificate: Certificate): boolean => hpkiPolicies(certificate).some((policy) => policy.test);
