import type { SignatureLevel } from '../../report.ts';
import type { ValidationData } from '../../validation/evidence.ts';
import type { DocumentTimeStamp } from './document-time-stamps.ts';
import { hasRevocationData } from './security-store.ts';

/**
 * The level a signature has by what is there (ETSI EN 319 142-1 section 6): a time stamp makes T, with a security store LT,
 * with a document time stamp over that store LTA. Whether the evidence is trustworthy is not said here.
 * @param stamped the CMS carries a signature time stamp
 * @param stores security stores of the newest revision and of those that a document time stamp is over
 * @param over document time stamps over the signature; those that are not sound do not count
 */
export function signatureLevel(stamped: boolean, stores: ValidationData, over: readonly DocumentTimeStamp[]): SignatureLevel {
  const sound = over.filter((timeStamp) => timeStamp.sound);
  if (!stamped && sound.length === 0) return 'B';
  if (!hasRevocationData(stores)) return 'T';
  return sound.some((timeStamp) => hasRevocationData(timeStamp.store)) ? 'LTA' : 'LT';
}
