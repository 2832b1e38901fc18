import { DerError } from '../../asn1/der.ts';
import { namedBits } from '../../asn1/values.ts';

/** Reasons of revocation as bits by their position in ReasonFlags; bit 0 is not used (RFC 5280 section 4.2.1.13). */
export type ReasonMask = number;

const LAST_REASON = 8;

export const ALL_REASONS: ReasonMask = 0b1_1111_1110;

/** Content of ReasonFlags, also under an implicit tag. */
export function readReasonFlags(content: Uint8Array): ReasonMask {
  return (
    namedBits(content).reduce((mask, bit) => {
      if (bit > LAST_REASON) throw new DerError('reason flags have an unknown bit');
      return mask | (1 << bit);
    }, 0) & ALL_REASONS
  );
}
