import { isHold, sinceHold } from './hold.ts';
import type { RevocationStatus, RevokedStatus } from './status.ts';

type Known = Exclude<RevocationStatus, { status: 'unknown' }>;

/**
 * One answer from that of the lists and that of the responders. Revoked beats good, unless the good answer is newer and the revocation is a hold,
 * which it shows to have ended; of answers that agree the newer one counts, of revocations the one that reaches back farther.
 */
export function compose(crl: RevocationStatus, ocsp: RevocationStatus, at: Date): RevocationStatus {
  if (crl.status === 'unknown') return ocsp.status === 'unknown' && !ocsp.asOf && (crl.asOf || ocsp.why === 'no-response') ? crl : ocsp;
  if (ocsp.status === 'unknown') return crl;
  if (crl.status === 'revoked' && ocsp.status === 'revoked') return graver(crl, ocsp);
  if (crl.status === 'revoked') return afterHold(crl, ocsp, at);
  if (ocsp.status === 'revoked') return afterHold(ocsp, crl, at);
  return ocsp.asOf > crl.asOf ? ocsp : crl;
}

function graver(a: RevokedStatus, b: RevokedStatus): RevokedStatus {
  if (isHold(a.reason) !== isHold(b.reason)) return isHold(a.reason) ? sinceHold(b, a) : sinceHold(a, b);
  return b.effectiveDate < a.effectiveDate ? b : a;
}

function afterHold(revoked: RevokedStatus, good: Known, at: Date): RevocationStatus {
  if (!isHold(revoked.reason) || good.asOf <= revoked.asOf) return revoked;
  return good.asOf <= at || revoked.effectiveDate > at ? good : { ...revoked, released: true };
}
