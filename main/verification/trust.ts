import { productionTrust } from '../../pki/trust-store/production-trust.ts';
import type { TrustAnchor, VerificationOptions } from '../../pki/trust.ts';
import type { DataFolder } from '../store/data-folder.ts';
import { readAuthorities, readRevocationLists } from './certificate-folder.ts';

/** What the demonstration adds in test mode. */
export interface TestTrust {
  readonly anchor: TrustAnchor;
  readonly crls: readonly Uint8Array[];
}

export type Trust = Omit<VerificationOptions, 'at' | 'role'>;

/**
 * What counts now: the pinned root and the lists at hand. In test mode cards of the test policy are accepted and the demonstration's root
 * counts too, for this answer only; it never enters the production trust.
 */
export async function loadTrust(folder: DataFolder, testMode: boolean, demonstration: TestTrust | null): Promise<Trust> {
  const { anchors, pinned } = productionTrust();
  const [chain, crls] = await Promise.all([readAuthorities(folder.authorities), readRevocationLists(folder.revocationLists)]);
  const test = testMode && demonstration ? [demonstration] : [];
  return {
    pinned,
    chain,
    anchors: [...anchors, ...test.map(({ anchor }) => anchor)],
    crls: [...crls, ...test.flatMap((authority) => authority.crls)],
    acceptTestCards: testMode,
  };
}
