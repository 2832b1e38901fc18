import type { Check } from '../../report.ts';
import { type CertificateRevocation, pathRevocation } from '../../revocation/path-revocation.ts';
import type { RevocationEvidence } from '../../revocation/status.ts';
import { trustingAlgorithms } from '../algorithm-policy.ts';
import { failed, passed, type SignerCheck, type SignerContext, undecided } from '../signer-context.ts';

type Statuses = readonly CertificateRevocation[];
type Params = NonNullable<Check['params']>;

/** Status of every certificate below the anchor at the time that decides, by revocation data whose algorithms can be trusted. */
export const signerRevocation = ({ path, revocationData, time: at, verifiedAt: until, provedAt }: SignerContext): Statuses =>
  pathRevocation(path, revocationData, { at, until, provedAt, trusts: trustingAlgorithms(provedAt) });

/** Every certificate below the anchor is answered for by revocation data of its issuer, and none was revoked at the time that decides. */
export const revocation: SignerCheck = (context) => {
  const statuses = signerRevocation(context);
  if (statuses.length === 0) return undecided('revocation', 'TRY_LATER', 'Without a path to an anchor no revocation data can be believed.');
  return revoked(statuses, context) ?? unknown(statuses, context) ?? notIssuedAfter(statuses, context) ?? notRevoked(statuses, context);
};

/** What was proved to exist before the revocation took effect stays valid, whatever the reason. A hold may end, unless it already did. */
function revoked(statuses: Statuses, { time, timeIsProved, originOf }: SignerContext): Check | null {
  for (const { certificate, status } of statuses) {
    if (status.status !== 'revoked' || (timeIsProved && status.effectiveDate > time)) continue;
    const { revocationDate, invalidityDate, reason, released } = status;
    const onHold = reason === 'certificateHold' && !released;
    const indication = onHold ? 'TRY_LATER' : timeIsProved ? 'REVOKED' : 'REVOKED_NO_POE';
    const date = revocationDate.toISOString();
    const invalid: Params = invalidityDate ? { invalidityDate: invalidityDate.toISOString() } : {};
    const words = onHold ? `has been on hold since ${date}` : released ? `was on hold from ${date} and released later` : `was revoked on ${date}`;
    const detail = `${certificate.subject} ${words} (${reason ?? 'unspecified'}${invalidityDate ? `, invalid since ${invalid['invalidityDate']}` : ''}).`;
    const params = {
      certificate: certificate.subject,
      revocationDate: date,
      ...invalid,
      reason: reason ?? 'unspecified',
      ...evidenceParams(status, originOf),
    };
    return failed('revocation', indication, detail, params);
  }
  return null;
}

function unknown(statuses: Statuses, context: SignerContext): Check | null {
  for (const { certificate, status } of statuses) {
    if (status.status !== 'unknown') continue;
    const indication = status.why === 'issuer-out-of-bounds' ? 'REVOCATION_OUT_OF_BOUNDS_NO_POE' : 'TRY_LATER';
    const detail = `No usable revocation data for ${certificate.subject} (${status.why}).${failureText(context)}`;
    return undecided('revocation', indication, detail, { certificate: certificate.subject, why: status.why, ...failureParams(context) });
  }
  return null;
}

/** The policy that leaves no hour uncovered wants data made after the time that decides. */
function notIssuedAfter(statuses: Statuses, context: SignerContext): Check | null {
  const { time, timeIsProved, revocationPolicy, originOf } = context;
  if (revocationPolicy !== 'issued-after') return null;
  for (const { certificate, status } of statuses) {
    if (status.status === 'unknown' || status.asOf > time) continue;
    const hope = timeIsProved ? 'data issued later will satisfy it' : 'only a time stamp lets data issued later satisfy it';
    const detail = `The policy asks for revocation data issued after ${time.toISOString()}; that on ${certificate.subject} is as of ${status.asOf.toISOString()}: ${hope}.${failureText(context)}`;
    const params = { certificate: certificate.subject, why: 'not-issued-after', ...evidenceParams(status, originOf), ...failureParams(context) };
    return undecided('revocation', 'TRY_LATER', detail, params);
  }
  return null;
}

/** The signer's own evidence tells how far the answer reaches: what happened between it and the signature is not covered. */
function notRevoked([signer]: Statuses, context: SignerContext): Check {
  const status = signer!.status;
  if (status.status === 'unknown') return undecided('revocation', 'TRY_LATER', 'No revocation status of the signer.');
  const params = evidenceParams(status, context.originOf);
  const later = status.status === 'revoked' ? ` Revoked on ${status.revocationDate.toISOString()}, after it.` : '';
  const detail = `Not revoked as of ${params['asOf']}; ${params['hoursNotCovered']} hours before ${context.time.toISOString()} are not covered.${later}${failureText(context)}`;
  return passed('revocation', detail, { ...params, ...failureParams(context) });
}

/** Which evidence it was, how old, and where from. */
export function evidenceParams({ kind, asOf, ageHours, number, sources }: RevocationEvidence, originOf: SignerContext['originOf']): Params {
  const { kind: origin, place, fetchedAt } = originOf(sources[0]!);
  return {
    evidence: kind,
    asOf: asOf.toISOString(),
    hoursNotCovered: Math.ceil(ageHours),
    origin,
    ...(place === undefined ? {} : { place }),
    ...(fetchedAt === undefined ? {} : { fetchedAt }),
    ...(number === null ? {} : { crlNumber: number }),
  };
}

type Failures = Pick<SignerContext, 'failures'>;

/** What could not be fetched, for detail and parameters of a check. */
const failureList = ({ failures }: Failures): string => failures.map(({ code, place }) => `${code} ${place}`).join('; ');
export const failureText = (context: Failures): string => (context.failures.length > 0 ? ` Not fetched: ${failureList(context)}.` : '');
export const failureParams = (context: Failures): Params => (context.failures.length > 0 ? { failures: failureList(context) } : {});
