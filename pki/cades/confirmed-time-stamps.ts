import type { SignedData } from '../cms/parse.ts';
import type { SignerVerification } from '../cms/verify.ts';
import { PkiError } from '../errors.ts';
import { type ConfirmedTimeStamp, confirmTimeStamps, type Coverage } from '../levels/confirm-time-stamp.ts';
import { embeddedData } from './embedded-data.ts';
import { cadesTimeStamps } from './time-stamps.ts';

/**
 * All time stamps of a signature. None is added to one of which an older one does not fit: that would only bury the fault.
 * @throws PkiError TIME_STAMP_NOT_INTACT
 */
export async function confirmedTimeStamps(signer: SignerVerification, signedData: SignedData): Promise<(ConfirmedTimeStamp & Coverage)[]> {
  const { timeStamps, checks } = cadesTimeStamps({ signer, signedData });
  const [fault] = checks;
  if (fault) throw new PkiError('TIME_STAMP_NOT_INTACT', { note: fault.detail });
  return confirmTimeStamps(timeStamps, embeddedData(signer, signedData));
}
