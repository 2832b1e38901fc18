import type { Certificate } from '../certificate/certificate.ts';
import { withParametersOf } from '../certificate/inherited-parameters.ts';
import type { TrustAnchor } from '../trust.ts';

/**
 * Keys of a path's certificates as they verify signatures, in the order of the path (end entity first): DSA keys without parameters take
 * those of the key above them (RFC 5280 sections 6.1.4 (d) to (f)). `null` where that is not possible.
 */
export function workingKeys(path: readonly Certificate[], anchor: Pick<TrustAnchor, 'spki'>): readonly (Uint8Array | null)[] {
  let above: Uint8Array | null = anchor.spki;
  return path
    .toReversed()
    .map(({ publicKey, spki }) => {
      above = publicKey ? spki : above && withParametersOf(spki, above);
      return above;
    })
    .reverse();
}
