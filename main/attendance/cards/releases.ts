import { annulledFacts } from '../facts/effective.ts';
import type { KnownFact } from '../facts/fact.ts';
import type { FactLog } from '../facts/log.ts';
import type { Bindings, Release } from './bindings.ts';

const RELEASED = 'card-released ';

/**
 * Evidence of an annulment by which the card of the record is not that person's. It names the binding, so that every station takes back the same one, whatever
 * its clock, and a later binding stays.
 */
export const releaseEvidence = (boundAt: string): string => `${RELEASED}${boundAt}`;

export const isRelease = ({ body, payload }: Pick<KnownFact, 'body' | 'payload'>): boolean =>
  body.kind === 'void' && (payload?.evidence?.startsWith(RELEASED) ?? false);

/** The bindings that were taken back at a seminar: the same on every station that has the same facts. */
export function releasesOf(facts: readonly KnownFact[]): readonly Release[] {
  const told = facts.filter(isRelease);
  if (told.length === 0) return [];
  const annulled = annulledFacts(facts);
  return told.flatMap(({ hash, body, payload, person }) => {
    if (annulled.has(hash) || person === null || !payload?.card) return [];
    const boundAt = payload.evidence!.slice(RELEASED.length);
    // Another station may have bound it once more without knowing of the first time.
    const until = [boundAt, body.at].sort().at(-1)!;
    return [{ person, certificate: payload.card, until, by: payload.by ?? '' }];
  });
}

/** Takes the bindings back that were taken back at a seminar, here or elsewhere. Any number of times. */
export async function applyReleases(
  { log, bindings }: { readonly log: Pick<FactLog, 'of'>; readonly bindings: Pick<Bindings, 'release'> },
  seminar: string,
): Promise<readonly Release[]> {
  const releases = releasesOf(await log.of(seminar));
  for (const release of releases) await bindings.release(release);
  return releases;
}
