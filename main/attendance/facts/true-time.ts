import type { ClockCorrection, KnownFact } from './fact.ts';
import { byPlace, perDevice, placeOf } from './order.ts';

/** Per device what staff have told of its clock, for its facts of one seminar; what was told last is last. */
export type ClockCorrections = ReadonlyMap<string, readonly ClockCorrection[]>;

const measuredTime = ({ body }: KnownFact): number => new Date(body.at).getTime() + (body.stated ? 0 : (body.offsetMs ?? 0));

/**
 * When a fact happened: by what staff have told of its device's clock, else by what was measured when it was written, else by the clock. A time that a
 * person told is taken as told.
 */
export function trueTime(fact: KnownFact, corrections: ClockCorrections): Date {
  const { device, sequence, at, stated } = fact.body;
  const told = stated ? undefined : corrections.get(device)?.findLast((correction) => means(correction, sequence));
  return new Date(told === undefined ? measuredTime(fact) : new Date(at).getTime() + told.offsetMs);
}

const means = ({ from = 1, to = Number.POSITIVE_INFINITY }: ClockCorrection, sequence: number): boolean => from <= sequence && sequence <= to;

/**
 * The corrections that hold, from facts that hold: of several that mean one fact the latest counts. Corrections are ordered by measured time, as their own
 * corrections would go in circles, and on one device never against its sequence, so that a clock that was set back in between changes nothing.
 */
export function correctionsBy(standing: readonly KnownFact[]): ClockCorrections {
  const told = standing.filter(({ body }) => body.clock !== null);
  const timed = [...perDevice(told.map((fact) => ({ ...placeOf(fact), fact }))).values()].flatMap((chain) => {
    let latest = Number.NEGATIVE_INFINITY;
    return chain.map(({ fact }) => {
      latest = Math.max(latest, measuredTime(fact));
      return { fact, time: latest };
    });
  });
  timed.sort((a, b) => a.time - b.time || byPlace(placeOf(a.fact), placeOf(b.fact)));
  return Map.groupBy(
    timed.map(({ fact }) => fact.body.clock!),
    ({ device }) => device,
  );
}
