import type { Participation, SeminarPlan, Statistics } from '../api/schema/training.ts';
import { clockCorrections, trueTime } from '../attendance/facts/effective.ts';
import type { FactBody, KnownFact } from '../attendance/facts/fact.ts';
import { dayInJapan } from '../day-in-japan.ts';

const MINUTE_MS = 60_000;

/** First arrivals by minute, without gaps from the first to the last of each day in Japan. */
function arrivalsOf(participations: readonly Participation[]): Statistics['arrivals'] {
  const minutes = participations.flatMap(({ firstIn }) => (firstIn === null ? [] : [Math.floor(Date.parse(firstIn) / MINUTE_MS) * MINUTE_MS]));
  const counts = Map.groupBy(minutes, (minute) => minute);
  const days = Map.groupBy(
    [...counts.keys()].sort((a, b) => a - b),
    dayInJapan,
  );
  return [...days.values()].flatMap((times) => {
    const [first, last] = [times[0]!, times.at(-1)!];
    return Array.from({ length: (last - first) / MINUTE_MS + 1 }, (_nothing, index) => {
      const minute = first + index * MINUTE_MS;
      return { minute: new Date(minute).toISOString(), count: counts.get(minute)?.length ?? 0 };
    });
  });
}

const sessionsOf = ({ sessions }: SeminarPlan, participations: readonly Participation[]): Statistics['sessions'] =>
  sessions.map(({ id, title }) => {
    const attended = participations.flatMap((participation) => participation.sessions.filter(({ session }) => session === id));
    return {
      session: id,
      title,
      present: attended.filter(({ in: arrived }) => arrived !== null).length,
      credited: attended.filter(({ reason }) => reason === null).length,
    };
  });

/** What staff decide of a card that was seen is no verdict of its own, nor is what turns out later. */
const isJudgement = ({ kind, about }: FactBody): boolean => kind !== 'flag' && about === null;

function verdictsOf(facts: readonly KnownFact[]): Statistics['verdicts'] {
  const verdicts = facts.flatMap(({ body }) => (isJudgement(body) && body.verdict !== null ? [body.verdict] : []));
  return [...Map.groupBy(verdicts, (verdict) => verdict)]
    .map(([verdict, all]) => ({ verdict, count: all.length }))
    .sort((a, b) => b.count - a.count || (a.verdict < b.verdict ? -1 : 1));
}

/** What comes to a lane, and what lets somebody in. */
const SCANS: ReadonlySet<FactBody['kind']> = new Set(['in', 'out', 'seen', 'manual']);
const ARRIVALS: ReadonlySet<FactBody['kind']> = new Set(['in', 'manual', 'override']);

/** Most of these times within any sixty seconds. */
function peakOf(times: readonly number[]): number {
  const inOrder = [...times].sort((a, b) => a - b);
  let first = 0;
  let peak = 0;
  inOrder.forEach((time, index) => {
    while (time - inOrder[first]! >= MINUTE_MS) first += 1;
    peak = Math.max(peak, index - first + 1);
  });
  return peak;
}

function lanesOf(facts: readonly KnownFact[]): Statistics['lanes'] {
  const corrections = clockCorrections(facts);
  const trueTimes = (some: readonly KnownFact[]) => some.map((fact) => trueTime(fact, corrections).getTime());
  const byHash = new Map(facts.map((fact) => [fact.hash, fact]));
  /** An acceptance belongs to the lane at which the card was seen. */
  const laneOf = ({ body }: KnownFact) => body.lane ?? byHash.get(body.about ?? '')?.body.lane ?? null;
  const scans = facts.filter(({ body }) => isJudgement(body) && SCANS.has(body.kind));
  const arrivals = Map.groupBy(
    facts.filter(({ body }) => body.direction === 'in' && ARRIVALS.has(body.kind)),
    laneOf,
  );
  return [...Map.groupBy(scans, laneOf)]
    .flatMap(([lane, all]) => (lane === null ? [] : [{ lane, taps: all.length, perMinuteAtPeak: peakOf(trueTimes(arrivals.get(lane) ?? [])) }]))
    .sort((a, b) => (a.lane < b.lane ? -1 : 1));
}

/** How a seminar went: all times are true times. Verdicts, taps and arrivals at a lane are counted as they were given, annulled or not. */
export const statisticsOf = (plan: SeminarPlan, facts: readonly KnownFact[], participations: readonly Participation[]): Statistics => ({
  arrivals: arrivalsOf(participations),
  sessions: sessionsOf(plan, participations),
  verdicts: verdictsOf(facts),
  lanes: lanesOf(facts),
  booked: participations.filter(({ booked }) => booked).length,
  present: participations.filter(({ firstIn }) => firstIn !== null).length,
});
