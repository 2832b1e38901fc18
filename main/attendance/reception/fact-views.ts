import type { FactView } from '../../api/schema/attendance.ts';
import { annulledFacts, clockCorrections } from '../facts/effective.ts';
import type { KnownFact } from '../facts/fact.ts';
import { byPlace } from '../facts/order.ts';
import { trueTime } from '../facts/true-time.ts';

/** Every fact as people see it, oldest true time first: those that were annulled are there and say so. */
export function factViews(facts: readonly KnownFact[]): FactView[] {
  const annulled = annulledFacts(facts);
  const corrections = clockCorrections(facts);
  return facts
    .map((fact): FactView => {
      const { hash, person, payload, body } = fact;
      const { device, sequence, kind, direction, at, session, lane, verdict, about, test } = body;
      return {
        hash,
        device,
        sequence,
        kind,
        direction,
        at,
        trueAt: trueTime(fact, corrections).toISOString(),
        session,
        lane,
        verdict,
        about,
        test,
        annulled: annulled.has(hash),
        person,
        registration: payload?.registration ?? null,
        name: payload?.name ?? '',
        reason: payload?.reason ?? null,
        by: payload?.by ?? null,
      };
    })
    .sort((a, b) => (a.trueAt === b.trueAt ? byPlace(a, b) : a.trueAt < b.trueAt ? -1 : 1));
}
