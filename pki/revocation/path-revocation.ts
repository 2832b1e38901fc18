import type { Certificate } from '../certificate/certificate.ts';
import type { PathResult } from '../path/validate-path.ts';
import { compose } from './compose.ts';
import { crlStatus } from './crl-status.ts';
import type { RevocationData } from './data.ts';
import { ocspStatus } from './ocsp/status.ts';
import { issuersAbove, RevocationSession } from './session.ts';
import type { RevocationIssuer, RevocationStatus, RevocationTimes } from './status.ts';

export interface CertificateRevocation {
  readonly certificate: Certificate;
  readonly status: RevocationStatus;
}

/**
 * Status of every certificate below the anchor by revocation lists and OCSP responses, end entity first; empty where no anchor was reached, since
 * nobody's evidence can be believed.
 * @example
 * pathRevocation(validatePath(input), { crls, ocspResponses: [], candidates }, { at: new Date() })
 */
export function pathRevocation({ path, anchor }: PathResult, data: RevocationData, times: RevocationTimes): CertificateRevocation[] {
  if (!anchor) return [];
  const session = new RevocationSession(path, anchor, data, times, certificateStatus);
  return path.map((certificate, index) => ({ certificate, status: certificateStatus(certificate, issuersAbove(path, index, anchor), session) }));
}

function certificateStatus(certificate: Certificate, above: readonly RevocationIssuer[], session: RevocationSession): RevocationStatus {
  const { times, data } = session;
  const byLists = crlStatus(certificate, above, session);
  const [issuer] = above;
  if (!issuer || data.ocspResponses.length === 0) return byLists;
  const statusOf = (responder: Certificate): RevocationStatus => crlStatus(responder, above, session);
  return compose(byLists, ocspStatus(certificate, issuer, data.ocspResponses, times, { candidates: data.candidates, statusOf }), times.at);
}
