import type { Check } from '../report.ts';
import { failed, passed, undecided } from './signer-context.ts';

/** The time the signer says: it must be there and cannot be after the verification. It proves nothing. */
export function claimedTimeCheck(claimed: Date | null, at: Date): Check {
  const id = 'claimed-time';
  if (!claimed) return failed(id, 'SIG_CONSTRAINTS_FAILURE', 'The signature claims no time of signing.');
  const time = claimed.toISOString();
  if (claimed > at) return undecided(id, 'OUT_OF_BOUNDS_NO_POE', `The signer claims ${time}, which is after the time of verification.`, { time });
  return passed(id, `The signer claims ${time}.`, { time });
}
