import type { KnownFact } from '../facts/fact.ts';
import type { FactLog } from '../facts/log.ts';
import type { Bindings, Release } from './bindings.ts';

const RELEASED = 'card-released ';

/**
 * Evidence of an annulment by which the card of the record is not that person's. It names the binding, so that every station takes back the same one and those
 * before it, whatever its clock, and a later binding stays.
 */
export const releaseEvidence = (boundAt: string): string => `${RELEASED}${boundAt}`;

export const isRelease = ({ body, payload }: Pick<KnownFact, 'body' | 'payload'>): boolean =>
  body.kind === 'void' && (payload?.evidence?.startsWith(RELEASED) ?? false);

/** What evidence names, as `boundAt` of a binding is written; `null` where it names no time. */
function boundAtOf(evidence: string): string | null {
  const at = new Date(evidence.slice(RELEASED.length));
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/**
 * The bindings that were taken back at a seminar: the same on every station that has the same facts. An annulment that is annulled has taken its binding
 * back all the same: otherwise it would matter whether a station heard of the one before the other.
 */
export function releasesOf(facts: readonly KnownFact[]): readonly Release[] {
  return facts.filter(isRelease).flatMap(({ payload, person }) => {
    const until = boundAtOf(payload!.evidence!);
    if (until === null || person === null || !payload?.card) return [];
    return [{ person, certificate: payload.card, until, by: payload.by ?? '' }];
  });
}

/** Takes the bindings back that were taken back at a seminar, here or elsewhere. Any number of times. */
export async function applyReleases(
  { log, bindings }: { readonly log: Pick<FactLog, 'of'>; readonly bindings: Pick<Bindings, 'release'> },
  seminar: string,
): Promise<void> {
  for (const release of releasesOf(await log.of(seminar))) await bindings.release(release);
}
