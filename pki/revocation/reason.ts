import { DerError, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { smallInteger } from '../asn1/values.ts';

/** CRLReason by value (RFC 5280 section 5.3.1); 7 is not used. */
const REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  null,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;

export type RevocationReason = NonNullable<(typeof REASONS)[number]>;

export function readReason(value: Uint8Array): RevocationReason {
  const reason = REASONS[smallInteger(expectTag(parseDer(value), TAG.ENUMERATED).content)];
  if (!reason) throw new DerError('revocation reason is unknown');
  return reason;
}

/** CRLReason value of a reason. */
export const reasonNumber = (reason: RevocationReason): number => REASONS.indexOf(reason);

export const isRevocationReason = (text: string): text is RevocationReason => REASONS.some((reason) => reason === text);
