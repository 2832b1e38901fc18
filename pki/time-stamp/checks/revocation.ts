import type { Certificate } from '../../certificate/certificate.ts';
import type { Check } from '../../report.ts';
import type { CertificateRevocation } from '../../revocation/path-revocation.ts';
import type { RevocationReason } from '../../revocation/reason.ts';
import type { RevocationPolicy } from '../../trust.ts';
import { evidenceParams, failureParams, failureText } from '../../validation/checks/revocation.ts';
import { failed, passed, undecided } from '../../validation/signer-context.ts';
import type { ControlTime } from '../control-time.ts';
import type { AuthorityRevocation } from '../revocation.ts';

const ID = 'time-stamp-revocation';

/** Reasons that say the key was not lost: what it stamped before then stays good (RFC 3161 section 4, item 1). */
const KEY_NOT_LOST: ReadonlySet<RevocationReason | null> = new Set(['unspecified', 'affiliationChanged', 'superseded', 'cessationOfOperation']);

export interface StampTimes {
  /** genTime. */
  readonly stampTime: Date;
  readonly control: ControlTime;
  readonly policy: RevocationPolicy;
}

export const pinnedCheck = ({ subject }: Certificate): Check =>
  passed(ID, `${subject} is an anchor itself; nobody answers for its revocation.`, { pinned: true });

/**
 * No certificate below the anchor was revoked at the control time. A revocation after a proved control time does not matter; without proof the
 * authority's own certificate may have ended for a reason that leaves its earlier time stamps good.
 */
export function revocationCheck(revocation: AuthorityRevocation, times: StampTimes): Check {
  const { statuses } = revocation;
  const [own] = statuses;
  if (!own) return undecided(ID, 'TRY_LATER', 'Without a path to an anchor no revocation data can be believed.');
  for (const status of statuses) {
    const check = revoked(status, status === own, times, revocation);
    if (check) return check;
  }
  return unknown(revocation) ?? notRevoked(own, times, revocation);
}

function revoked({ certificate, status }: CertificateRevocation, isOwn: boolean, times: StampTimes, { originOf }: AuthorityRevocation): Check | null {
  const { stampTime, control } = times;
  if (status.status !== 'revoked' || (control.proved && status.effectiveDate > control.time)) return null;
  const before = stampTime < status.effectiveDate;
  if (isOwn && before && KEY_NOT_LOST.has(status.reason)) return null;
  const revocationDate = status.revocationDate.toISOString();
  const reason = status.reason ?? 'unspecified';
  const params = { certificate: certificate.subject, revocationDate, reason, ...evidenceParams(status, originOf) };
  return failed(ID, isOwn && !before ? 'REVOKED' : 'REVOKED_NO_POE', `${certificate.subject} was revoked on ${revocationDate} (${reason}).`, params);
}

function unknown(revocation: AuthorityRevocation): Check | null {
  for (const { certificate, status } of revocation.statuses) {
    if (status.status !== 'unknown') continue;
    const detail = `No usable revocation data for ${certificate.subject} (${status.why}).${failureText(revocation)}`;
    return undecided(ID, 'TRY_LATER', detail, { certificate: certificate.subject, why: status.why, ...failureParams(revocation) });
  }
  return null;
}

/** The authority's own data tells how far the answer reaches: what happened between it and the control time is not covered. */
function notRevoked(
  { certificate, status }: CertificateRevocation,
  { stampTime, control, policy }: StampTimes,
  revocation: AuthorityRevocation,
): Check {
  if (status.status === 'unknown') return undecided(ID, 'TRY_LATER', `No revocation status of ${certificate.subject}.`);
  const params = { ...evidenceParams(status, revocation.originOf), ...failureParams(revocation) };
  const asOf = status.asOf.toISOString();
  if (policy === 'issued-after' && status.asOf < stampTime)
    return undecided(
      ID,
      'TRY_LATER',
      `The revocation data of ${certificate.subject} is of ${asOf}, before the time stamp.${failureText(revocation)}`,
      params,
    );
  const later = status.status === 'revoked' ? ` Revoked on ${status.revocationDate.toISOString()}, after the time stamp.` : '';
  const hours = Math.ceil(status.ageHours);
  const detail = `Not revoked as of ${asOf}; ${hours} hours before ${control.time.toISOString()} are not covered.${later}${failureText(revocation)}`;
  return passed(ID, detail, params);
}
