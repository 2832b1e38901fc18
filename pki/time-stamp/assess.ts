import type { TimeStampReport } from '../report.ts';
import type { VerificationOptions } from '../trust.ts';
import type { TimeStampEvidence, ValidationData } from '../validation/evidence.ts';

/** When a time stamp is judged: now, or when a later trusted time stamp proves that it existed. */
export interface ControlTime {
  readonly time: Date;
  readonly proved: boolean;
  /** When a piece of evidence (DER) is proved to have existed; the time of verification without proof. */
  readonly provedAt: (der: Uint8Array) => Date;
}

export interface TimeStampAssessment {
  readonly report: TimeStampReport;
  /** genTime; counts only when `report.trusted`. */
  readonly time: Date | null;
}

/**
 * Judges one time stamp: token, imprint and signature first, then its authority at the control time by `options.tsaAnchors` alone
 * (ETSI EN 319 102-1 section 5.4).
 */
export async function assessTimeStamp(
  stamp: TimeStampEvidence,
  _signature: ValidationData,
  _control: ControlTime,
  _options: VerificationOptions,
): Promise<TimeStampAssessment> {
  const { id, kind } = stamp;
  const detail = 'There is a time stamp; it was not evaluated and proves no time.';
  return {
    time: null,
    report: {
      id,
      kind,
      time: null,
      trusted: false,
      authority: null,
      policy: null,
      serial: null,
      checks: [{ id: 'time-stamp-format', status: 'indeterminate', subIndication: 'TRY_LATER', detail }],
    },
  };
}
