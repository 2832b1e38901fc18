import { fingerprint } from '../digest/fingerprint.ts';
import type { Check, CheckId, SubIndication, TimeStampKind, TimeStampReport } from '../report.ts';
import { assessTimeStamp, type TimeStampAssessment } from '../time-stamp/assess.ts';
import type { ControlTime } from '../time-stamp/control-time.ts';
import type { VerificationOptions } from '../trust.ts';
import { conclude } from './conclude.ts';
import type { SignerEvidence, TimeStampEvidence } from './evidence.ts';
import { passed, undecided } from './signer-context.ts';

/** What trusted time stamps prove of a signature. */
export interface ProvedTimes {
  /** Oldest time at which the signature is proved to have existed, `null` without a trusted time stamp over it. */
  readonly signature: Date | null;
  /** When a piece of evidence (DER) is proved to have existed; the time of verification without proof. */
  readonly provedAt: (der: Uint8Array) => Date;
  /** Those that were not set aside. */
  readonly counted: readonly TimeStampEvidence[];
  /** One for each time stamp, oldest first. */
  readonly checks: readonly Check[];
  readonly reports: readonly TimeStampReport[];
}

const CHECK: Readonly<Record<TimeStampKind, CheckId>> = {
  content: 'signature-time-stamp',
  signature: 'signature-time-stamp',
  archive: 'archive-time-stamp',
};

/** What is wrong with a time stamp proves nothing against the signature: anybody can put one there. */
const OF_THE_STAMP_ALONE: ReadonlySet<SubIndication | null> = new Set([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
  'SIGNED_DATA_NOT_FOUND',
]);

/**
 * Judges the time stamps from the newest to the oldest, each at the time for which an archive time stamp over it proves it (proofs of existence, ETSI
 * EN 319 102-1 sections 5.5 and 5.6); what the signer signed existed when the signature did. One that is not trusted proves nothing and leaves the
 * signature undecided, unless nothing but its authority is in the way and another is trusted: everybody may add a time stamp to what is not signed,
 * and such a one is set aside (section 5.5.4, step 2).
 */
export async function assessTimeStamps(
  { timeStamps, embedded }: Pick<SignerEvidence, 'timeStamps' | 'embedded'>,
  options: VerificationOptions,
): Promise<ProvedTimes> {
  const proved = new Map<string, Date>();
  const provedAt = (der: Uint8Array): Date => proved.get(fingerprint(der)) ?? options.at;
  const checks: Check[] = [];
  const reports: TimeStampReport[] = [];
  const untrusted = new Set<TimeStampEvidence>();
  const archives: { readonly time: Date; readonly covers: TimeStampEvidence['covers'] }[] = [];
  let signature: Date | null = null;
  for (const stamp of timeStamps.toReversed()) {
    const over = stamp.kind === 'content' ? signature : archives.findLast(({ covers }) => !covers || covers.has(stamp.id))?.time;
    const control: ControlTime = { time: over ?? options.at, proved: over != null, provedAt };
    const assessment = await assessTimeStamp(stamp, embedded, control, options);
    const check = checkOf(stamp, assessment, control);
    checks.unshift(check);
    reports.unshift(assessment.report);
    if (check.status !== 'passed' && stamp.kind !== 'content' && isUntrustedOnly(assessment)) untrusted.add(stamp);
    if (check.status !== 'passed' || !assessment.time || stamp.kind === 'content') continue;
    if (!signature || assessment.time < signature) signature = assessment.time;
    if (stamp.kind !== 'archive') continue;
    archives.push({ time: assessment.time, covers: stamp.covers });
    for (const der of stamp.protects) proved.set(fingerprint(der), assessment.time);
  }
  const setAside = signature ? untrusted : new Set<TimeStampEvidence>();
  return {
    signature,
    provedAt,
    counted: timeStamps.filter((stamp) => !setAside.has(stamp)),
    checks: checks.map((check, index) => (setAside.has(timeStamps[index]!) ? { ...check, informative: true } : check)),
    reports,
  };
}

const OF_THE_TOKEN: ReadonlySet<CheckId> = new Set(['time-stamp-format', 'time-stamp-imprint', 'time-stamp-signature']);

/** The token itself is without fault; only its authority is not trusted. */
const isUntrustedOnly = ({ report: { trusted, checks } }: TimeStampAssessment): boolean =>
  !trusted && checks.every(({ id, status }) => status === 'passed' || !OF_THE_TOKEN.has(id));

function checkOf(stamp: TimeStampEvidence, { report, time }: TimeStampAssessment, control: ControlTime): Check {
  const id = CHECK[stamp.kind];
  const params = {
    stamp: stamp.id,
    kind: stamp.kind,
    ...(report.time && { time: report.time }),
    ...(report.authority && { authority: report.authority }),
  };
  const { conclusion, subIndication } = conclude(report.checks);
  if (conclusion !== 'TOTAL-PASSED' || !report.trusted || !time) {
    const [open] = report.checks.filter(({ status, informative }) => status !== 'passed' && !informative);
    const indication = OF_THE_STAMP_ALONE.has(subIndication) ? 'SIG_CONSTRAINTS_FAILURE' : (subIndication ?? 'TRY_LATER');
    return undecided(id, indication, `The time stamp ${stamp.id} proves no time: ${open?.detail ?? 'its authority is not trusted'}`, {
      ...params,
      ...(open && { check: open.id }),
    });
  }
  if (time > control.time) {
    const later = control.proved ? 'the time stamp over it' : 'the time of verification';
    return undecided(id, 'TIMESTAMP_ORDER_FAILURE', `The time stamp ${stamp.id} says ${report.time}, which is after ${later}.`, params);
  }
  return passed(id, `${report.authority ?? 'A time-stamping authority'} proves ${report.time}.`, params);
}
