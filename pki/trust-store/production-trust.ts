import records from '../../resources/trust/authorities.json' with { type: 'json' };
import type { PinnedAuthority, TrustAnchor, VerificationOptions } from '../trust.ts';

const pinned: readonly PinnedAuthority[] = records.authorities.map(({ name, use, subject, spki, sha256 }) => ({
  name,
  use: use as PinnedAuthority['use'],
  subject,
  spki: Buffer.from(spki, 'base64'),
  sha256,
}));

const anchors: readonly TrustAnchor[] = pinned
  .filter(({ use }) => use === 'root')
  .map(({ subject, spki, sha256 }) => ({ subject, spki, sha256, test: false }));

/**
 * The built-in trust of production: the MHLW root as anchor, held by name and public key, and every published authority for comparison.
 * A root certificate that a document brings along adds nothing: its key either is the pinned one or is not.
 */
export const productionTrust = (): Pick<VerificationOptions, 'anchors' | 'pinned'> => ({ anchors, pinned });
