import type { SignedData } from '../cms/parse.ts';
import type { SignerVerification } from '../cms/verify.ts';
import { PkiError } from '../errors.ts';
import { type ConfirmedTimeStamp, confirmTimeStamp } from '../levels/confirm-time-stamp.ts';
import { mergedData } from '../validation/evidence.ts';
import { preserves } from '../validation/supported-level.ts';
import { embeddedData } from './embedded-data.ts';
import { cadesTimeStamps } from './time-stamps.ts';

interface Coverage {
  /** Time of the oldest archive time stamp over it, `null` without one. */
  readonly over: Date | null;
  /** An archive time stamp is over revocation data about its authority too. */
  readonly preserved: boolean;
}

/**
 * All time stamps of a signature. None is added to one of which an older one does not fit: that would only bury the fault.
 * @throws PkiError TIME_STAMP_NOT_INTACT
 */
export async function confirmedTimeStamps(signer: SignerVerification, signedData: SignedData): Promise<(ConfirmedTimeStamp & Coverage)[]> {
  const { timeStamps, checks } = cadesTimeStamps({ signer, signedData });
  const [fault] = checks;
  if (fault) throw new PkiError('TIME_STAMP_NOT_INTACT', { note: fault.detail });
  const embedded = embeddedData(signer, signedData);
  const confirmed = await Promise.all(timeStamps.map((stamp) => confirmTimeStamp(stamp, embedded.certificates)));
  return timeStamps.map(({ id }, index) => {
    const stamp = confirmed[index]!;
    const archives = confirmed.filter((_, other) => timeStamps[other]!.covers?.has(id));
    return {
      ...stamp,
      over: archives.map(({ time }) => time).reduce<Date | null>((first, time) => (first && first <= time ? first : time), null),
      preserved: archives.some((archive) => preserves(archive, stamp.authority, mergedData(embedded, stamp.brought))),
    };
  });
}
