import { PkiError } from '../errors.ts';
import { parseTimeStampToken } from '../time-stamp/token.ts';
import type { TimeStamper } from './material.ts';

/**
 * A time stamper whose stamps go over older ones: one that told an earlier time than they do, since the clocks of two authorities are apart, would
 * contradict them for ever (ETSI EN 319 102-1 section 5.5.4, TIMESTAMP_ORDER_FAILURE).
 * @throws PkiError TIME_STAMP_WRONG when it stamps
 */
export const stampingAfter = (timeStamper: TimeStamper, older: readonly Date[]): TimeStamper => ({
  digestAlgorithm: timeStamper.digestAlgorithm,
  async stamp(hash) {
    const token = await timeStamper.stamp(hash);
    const { time } = parseTimeStampToken(token).info;
    const later = older.find((other) => other > time);
    if (!later) return token;
    const note = `it says ${time.toISOString()}, and one under it ${later.toISOString()}`;
    throw new PkiError('TIME_STAMP_WRONG', { what: 'time', note });
  },
});
