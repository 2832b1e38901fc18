import type { Certificate } from '../certificate/certificate.ts';

/** Why a path is not valid (RFC 5280 section 6.1), one code per rule. */
export const PATH_FAULTS = [
  'ISSUER_NOT_FOUND',
  'ROOT_NOT_TRUSTED',
  'PATH_SEARCH_EXHAUSTED',
  'SIGNATURE_WRONG',
  'NOT_YET_VALID',
  'EXPIRED',
  'NOT_A_CA',
  'CA_MAY_NOT_SIGN_CERTIFICATES',
  'PATH_TOO_LONG',
  'CRITICAL_EXTENSION_UNKNOWN',
  'NAME_NOT_PERMITTED',
  'NAME_CONSTRAINTS_TOO_LARGE',
  'POLICY_NOT_VALID',
  'REVOKED',
  'REVOCATION_UNKNOWN',
] as const;

export type PathFaultCode = (typeof PATH_FAULTS)[number];

export interface PathFault {
  readonly code: PathFaultCode;
  /** Certificate at fault. */
  readonly certificate: Certificate;
}
