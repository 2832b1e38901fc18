import type { Certificate } from '../certificate/certificate.ts';
import type { PathResult } from '../path/validate-path.ts';
import type { Crl } from './crl.ts';
import { type RevocationStatus, type RevocationTimes, revocationStatus } from './status.ts';

export interface CertificateRevocation {
  readonly certificate: Certificate;
  readonly status: RevocationStatus;
}

/** Status of every certificate below the anchor, end entity first; empty where no anchor was reached, since nobody's list can be believed. */
export function pathRevocation({ path, anchor }: PathResult, crls: readonly Crl[], times: RevocationTimes): CertificateRevocation[] {
  if (!anchor) return [];
  return path.map((certificate, index) => ({ certificate, status: revocationStatus(certificate, path[index + 1] ?? anchor, crls, times) }));
}
