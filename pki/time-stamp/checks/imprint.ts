import { sameBytes } from '../../asn1/values.ts';
import type { Check } from '../../report.ts';
import type { TimeStampEvidence } from '../../validation/evidence.ts';
import { failed, passed, undecided } from '../../validation/signer-context.ts';
import type { MessageImprint } from '../tst-info.ts';

/** The token is over what it stands for, by a digest computed anew (RFC 3161 section 2.4.2). */
export async function imprintCheck({ algorithm, oid, hash }: MessageImprint, expected: TimeStampEvidence['imprint']): Promise<Check> {
  const id = 'time-stamp-imprint';
  if (!algorithm) return undecided(id, 'CRYPTO_CONSTRAINTS_FAILURE', `The digest algorithm ${oid} is not known.`, { algorithm: oid });
  const found = await expected(algorithm);
  if (!found) return undecided(id, 'SIGNED_DATA_NOT_FOUND', 'What the time stamp is over cannot be computed.', { algorithm });
  if (sameBytes(found, hash)) return passed(id, `The time stamp is over the ${algorithm} digest of this content.`, { algorithm });
  return failed(id, 'HASH_FAILURE', `The time stamp is over another ${algorithm} digest.`, { algorithm });
}
