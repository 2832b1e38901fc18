import { productionTrust } from '../../pki/trust-store/production-trust.ts';
import type { TrustAnchor, TsaAnchor, VerificationOptions } from '../../pki/trust.ts';
import type { DataFolder } from '../store/data-folder.ts';
import { readTsaAnchors, tsaAnchorOf } from '../time-stamping/anchor-files.ts';
import { readAuthorities, readRevocationLists } from './certificate-folder.ts';

/** What the demonstration adds in test mode. */
export interface TestTrust {
  readonly anchor: TrustAnchor;
  readonly crls: readonly Uint8Array[];
}

export type Trust = Omit<VerificationOptions, 'at' | 'role'>;

/** Evidence for one run of the program alone. */
export interface FurtherEvidence {
  readonly crls: readonly Uint8Array[];
  readonly tsaAnchors: readonly TsaAnchor[];
  /** Anchors for signers that take the place of the built-in ones; none or an empty list leaves these. */
  readonly anchors?: readonly TrustAnchor[];
}

export const withEvidence = (trust: Trust, { crls, tsaAnchors, anchors = [] }: FurtherEvidence = { crls: [], tsaAnchors: [] }): Trust => ({
  ...trust,
  anchors: anchors.length > 0 ? anchors : trust.anchors,
  crls: [...trust.crls, ...crls],
  tsaAnchors: [...(trust.tsaAnchors ?? []), ...tsaAnchors],
});

/**
 * What counts now: the pinned root, the imported anchors of time stamps and the lists at hand. In test mode cards of the test policy are accepted
 * and the demonstration's root counts too, for signers and time stamps, for this answer only; it never enters the production trust.
 */
export async function loadTrust(folder: DataFolder, testMode: boolean, demonstration: TestTrust | null): Promise<Trust> {
  const { anchors, pinned } = productionTrust();
  const [chain, crls, imported] = await Promise.all([
    readAuthorities(folder.authorities),
    readRevocationLists(folder.revocationLists),
    readTsaAnchors(folder.tsaAnchors),
  ]);
  const test = testMode && demonstration ? [demonstration] : [];
  return {
    pinned,
    chain,
    anchors: [...anchors, ...test.map(({ anchor }) => anchor)],
    tsaAnchors: [...imported.map(tsaAnchorOf), ...test.map(({ anchor }) => ({ ...anchor, accreditation: null }))],
    crls: [...crls, ...test.flatMap((authority) => authority.crls)],
    acceptTestCards: testMode,
  };
}
