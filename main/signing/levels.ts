import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { PkiError } from '../../pki/errors.ts';
import { isTestCertificate } from '../../pki/hpki/policies.ts';
import { levelMaterial } from '../../pki/levels/collect.ts';
import type { LevelMaterial, LevelOrder, TimeStamper } from '../../pki/levels/material.ts';
import type { SignatureLevel } from '../../pki/report.ts';
import type { SigningLevels } from '../api/schema/signing.ts';
import { toFailure } from '../failure.ts';
import type { Trust } from '../verification/trust.ts';
import { type SigningCertificate, testRoots } from './readiness.ts';

export interface LevelServices {
  readonly trust: () => Promise<Trust>;
  readonly now: () => Date;
  /** The time-stamp service of the desk for production or test certificates, `null` when none is set. */
  readonly timeStamper: (test: boolean) => Promise<TimeStamper | null>;
}

const ABOVE_B: readonly LevelOrder['level'][] = ['T', 'LT', 'LTA'];

/**
 * What a certificate's signatures need to be raised above B. A test card's own root counts for it as it does for signing itself,
 * for signer and time stamp alike; whoever verifies must be given it.
 * @param signing certificate of the card at hand; none is needed to raise a signature that is there
 * @throws PkiError LEVEL_NOT_AVAILABLE without a time-stamp service
 */
export async function materialFor(
  signing: SigningCertificate | null,
  test: boolean,
  level: SignatureLevel,
  services: LevelServices,
): Promise<LevelMaterial> {
  const [timeStamper, trust] = await Promise.all([services.timeStamper(test), services.trust()]);
  if (!timeStamper) throw new PkiError('LEVEL_NOT_AVAILABLE', { level });
  const own = signing ? testRoots(signing, trust) : [];
  return levelMaterial({
    timeStamper,
    now: services.now,
    options: {
      ...trust,
      anchors: [...trust.anchors, ...own],
      tsaAnchors: [...(trust.tsaAnchors ?? []), ...own.map((anchor) => ({ ...anchor, accreditation: null }))],
      chain: [...(signing?.chain ?? []), ...trust.chain],
    },
  });
}

/** The order to give a format; evidence that LT and LTA will embed is asked for first, so that nothing is signed for a level that cannot be reached. */
export async function levelOrder(
  signing: SigningCertificate,
  test: boolean,
  level: SignatureLevel,
  services: LevelServices,
): Promise<LevelOrder | null> {
  if (level === 'B') return null;
  const material = await materialFor(signing, test, level, services);
  if (level !== 'T') await material.evidenceFor(signing.certificate, 'signer', signing.chain);
  return { level, material };
}

/** Levels that can be ordered for a certificate now, and what keeps the next one away. */
export async function levelsFor(signing: SigningCertificate | null, services: LevelServices): Promise<SigningLevels> {
  const available: SignatureLevel[] = ['B'];
  if (!signing) return { available, missing: null };
  const test = isTestCertificate(parseCertificate(signing.certificate));
  for (const level of ABOVE_B) {
    try {
      await levelOrder(signing, test, level, services);
    } catch (error) {
      return { available, missing: toFailure(error) };
    }
    available.push(level);
  }
  return { available, missing: null };
}
