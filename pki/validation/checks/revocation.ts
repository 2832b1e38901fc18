import type { Check } from '../../report.ts';
import { type CertificateRevocation, pathRevocation } from '../../revocation/path-revocation.ts';
import { failed, passed, type SignerCheck, type SignerContext, undecided } from '../signer-context.ts';

/** Every certificate below the anchor is answered for by a list of its issuer, and none was revoked at the time that decides. */
export const revocation: SignerCheck = (context) => {
  const statuses = pathRevocation(context.path, context.crls, { at: context.time, until: context.verifiedAt });
  if (statuses.length === 0) return undecided('revocation', 'TRY_LATER', 'Without a path to an anchor no revocation list can be believed.');
  return revoked(statuses, context) ?? unknown(statuses) ?? notRevoked(statuses, context);
};

function revoked(statuses: readonly CertificateRevocation[], { time, timeIsProved }: SignerContext): Check | null {
  for (const { certificate, status } of statuses) {
    if (status.status !== 'revoked' || (timeIsProved && status.revocationDate > time)) continue;
    const revocationDate = status.revocationDate.toISOString();
    const reason = status.reason ?? 'unspecified';
    const detail = `${certificate.subject} was revoked on ${revocationDate} (${reason}).`;
    return failed('revocation', timeIsProved ? 'REVOKED' : 'REVOKED_NO_POE', detail, { certificate: certificate.subject, revocationDate, reason });
  }
  return null;
}

function unknown(statuses: readonly CertificateRevocation[]): Check | null {
  for (const { certificate, status } of statuses) {
    if (status.status !== 'unknown') continue;
    const detail = `No usable revocation list for ${certificate.subject} (${status.why}).`;
    return undecided('revocation', 'TRY_LATER', detail, { certificate: certificate.subject, why: status.why });
  }
  return null;
}

/** The signer's own list tells how far the answer reaches: what happened between it and the signature is not covered. */
function notRevoked([signer]: readonly CertificateRevocation[], { time }: SignerContext): Check {
  if (!signer || signer.status.status === 'unknown') return undecided('revocation', 'TRY_LATER', 'No revocation status of the signer.');
  const asOf = signer.status.asOf.toISOString();
  const hoursNotCovered = Math.ceil(signer.status.ageHours);
  const detail = `Not revoked as of ${asOf}; ${hoursNotCovered} hours before ${time.toISOString()} are not covered.`;
  return passed('revocation', detail, { asOf, hoursNotCovered });
}
