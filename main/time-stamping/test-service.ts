import { randomBytes } from 'node:crypto';
import { PkiError } from '../../pki/errors.ts';
import type { TimeStamper } from '../../pki/levels/material.ts';
import { digest } from '../../pki/digest/algorithms.ts';
import { assessTimeStamp } from '../../pki/time-stamp/assess.ts';
import { parseTimeStampToken } from '../../pki/time-stamp/token.ts';
import { NO_VALIDATION_DATA, type TimeStampEvidence } from '../../pki/validation/evidence.ts';
import type { TimeStampTest } from '../api/schema/time-stamping.ts';
import type { Trust } from '../verification/trust.ts';

const NOTHING_OF_MEANING = 32;

/**
 * One time stamp over random bytes, judged as verification will judge it.
 * @throws PkiError TIME_STAMP_REFUSED, TIME_STAMP_WRONG, TIME_STAMP_CLOCK_APART, and of the network
 */
export async function testTimeStamper(timeStamper: TimeStamper, trust: Trust, now: () => Date): Promise<TimeStampTest> {
  const bytes = randomBytes(NOTHING_OF_MEANING);
  const token = await timeStamper.stamp(digest(timeStamper.digestAlgorithm, bytes));
  const at = now();
  const imprint: TimeStampEvidence['imprint'] = (algorithm) => digest(algorithm, bytes);
  const stamp = { id: 'test', kind: 'signature', token, imprint, data: NO_VALIDATION_DATA, protects: [] } as const;
  const { report } = await assessTimeStamp(stamp, NO_VALIDATION_DATA, { time: at, proved: false, provedAt: () => at }, { ...trust, at });
  const { time, policy, serial } = parseTimeStampToken(token).info;
  const { authority, trusted, checks } = report;
  if (authority === null) throw new PkiError('TIME_STAMP_WRONG', { what: 'time-stamp-authority', note: 'no certificate' });
  const clockDifference = (time.getTime() - at.getTime()) / 1000;
  return {
    time: time.toISOString(),
    clockDifference,
    authority,
    policy,
    serial,
    trusted,
    checks: structuredClone(checks) as TimeStampTest['checks'],
  };
}
