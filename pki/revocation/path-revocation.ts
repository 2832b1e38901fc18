import type { Certificate } from '../certificate/certificate.ts';
import type { PathResult } from '../path/validate-path.ts';
import { compose } from './compose.ts';
import { crlStatus } from './crl-status.ts';
import type { RevocationData } from './data.ts';
import { ocspStatus } from './ocsp/status.ts';
import { RevocationSession } from './session.ts';
import type { RevocationIssuer, RevocationStatus, RevocationTimes } from './status.ts';

export interface CertificateRevocation {
  readonly certificate: Certificate;
  readonly status: RevocationStatus;
}

/**
 * Status of every certificate below the anchor by revocation lists and OCSP responses, end entity first; empty where no anchor was reached, since
 * nobody's evidence can be believed. What a revoked authority signed counts only where it is proved to be older than the revocation (validation time
 * sliding, ETSI EN 319 102-1 section 5.6.2.2), since whoever has its key signs what he wants and dates it as he wants.
 * @example
 * pathRevocation(validatePath(input), { crls, ocspResponses: [], candidates }, { at: new Date() })
 */
export function pathRevocation({ path, anchor }: PathResult, data: RevocationData, times: RevocationTimes): CertificateRevocation[] {
  if (!anchor) return [];
  const session = new RevocationSession(path, anchor, data, times, certificateStatus);
  const answers: CertificateRevocation[] = [];
  for (const [index, certificate] of [...path.entries()].reverse()) {
    const status = certificateStatus(certificate, session.issuersAbove(path, index), session);
    if (status.status === 'revoked') session.end(certificate, status.effectiveDate);
    answers.unshift({ certificate, status });
  }
  return answers;
}

function certificateStatus(certificate: Certificate, above: readonly RevocationIssuer[], session: RevocationSession): RevocationStatus {
  const { times, data } = session;
  const byLists = crlStatus(certificate, above, session);
  const [issuer] = above;
  if (!issuer || data.ocspResponses.length === 0) return byLists;
  const statusOf = (responder: Certificate): RevocationStatus => crlStatus(responder, above, session);
  return compose(byLists, ocspStatus(certificate, issuer, data.ocspResponses, times, { candidates: data.candidates, statusOf }), times.at);
}
