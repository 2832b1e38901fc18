import { describe, expect, it } from 'vitest';
import { statistics } from '../../../main/api/schema/training.ts';
import type { KnownFact } from '../../../main/attendance/facts/fact.ts';
import { participationsOf } from '../../../main/training/participation.ts';
import { statisticsOf } from '../../../main/training/statistics.ts';
import { fact, held, SEMINAR } from './facts.ts';
import { at, OPEN_POLICY, plan, session } from './plans.ts';

const two = plan({
  policy: { ...OPEN_POLICY, graceAfterStart: 10 },
  sessions: [session('s1'), session('s2', { startsAt: at('13:00'), endsAt: at('14:00'), credits: [] })],
});
const of = (facts: readonly KnownFact[]) => {
  const people = { byId: () => null, booked: () => [held('p1'), held('p9')] };
  return statisticsOf(
    two,
    facts,
    participationsOf({ seminar: SEMINAR, plan: two, facts, local: { occupationalDailyCap: null }, until: Number.POSITIVE_INFINITY, people }),
  );
};

describe('statistics', () => {
  const arrival = fact('p1', 'in 09:55:10');
  const facts = [
    arrival,
    fact('p2', 'in 09:55:50', { verdict: 'not-booked' }),
    fact('p2', 'seen 09:55:59', { verdict: 'already-in' }),
    fact('p3', 'in 09:58', { lane: 'lane 2' }),
    fact('p3', 'out 10:10', { lane: 'lane 2' }),
    fact('p4', 'in 10:30'),
    fact('p1', 'flag 15:00', { verdict: 'revoked-or-lost', about: arrival.hash, lane: null }),
  ];

  it('count persons, sessions, verdicts and taps', () => {
    expect(statistics.parse(of(facts))).toEqual(of(facts));
    expect({ ...of(facts), arrivals: null }).toEqual({
      arrivals: null,
      sessions: [
        { session: 's1', title: 'Session s1', present: 4, credited: 3 },
        { session: 's2', title: 'Session s2', present: 3, credited: 0 },
      ],
      verdicts: [
        { verdict: 'ok', count: 4 },
        { verdict: 'already-in', count: 1 },
        { verdict: 'not-booked', count: 1 },
      ],
      lanes: [
        { lane: 'lane 1', taps: 4, perMinuteAtPeak: 2 },
        { lane: 'lane 2', taps: 2, perMinuteAtPeak: 1 },
      ],
      booked: 2,
      present: 4,
    });
  });

  it('count a card once that was seen and then accepted, and who is let in, not who is turned away', () => {
    const seen = fact('p1', 'seen 09:55:10', { verdict: 'test-card' });
    const lost = fact('p2', 'seen 09:55:20', { verdict: 'revoked-or-lost', lane: 'lane 2' });
    const accepted = [
      seen,
      fact('p1', 'override 09:55:10', { verdict: 'test-card', about: seen.hash, lane: null }),
      lost,
      fact('p2', 'manual 09:55:20', { verdict: 'revoked-or-lost', about: lost.hash, lane: 'lane 2' }),
      ...['30', '40', '50'].map((second) => fact(null, `seen 09:55:${second}`, { verdict: 'unknown-card' })),
      fact('p3', 'out 09:55:55'),
    ];
    const { verdicts, lanes } = of(accepted);
    expect(Object.fromEntries(verdicts.map(({ verdict, count }) => [verdict, count]))).toEqual({
      'unknown-card': 3,
      ok: 1,
      'revoked-or-lost': 1,
      'test-card': 1,
    });
    expect(lanes).toEqual([
      { lane: 'lane 1', taps: 5, perMinuteAtPeak: 1 },
      { lane: 'lane 2', taps: 1, perMinuteAtPeak: 1 },
    ]);
  });

  it('tell arrivals by minute without gaps from the first to the last', () => {
    const { arrivals } = of(facts);
    expect(arrivals.length).toBe(36);
    expect(arrivals.filter(({ count }) => count > 0)).toEqual([
      { minute: at('09:55'), count: 2 },
      { minute: at('09:58'), count: 1 },
      { minute: at('10:30'), count: 1 },
    ]);
  });

  it('leave the night between two days out', () => {
    const next = fact('p5', 'in 09:00', { at: at('09:00', '2026-11-21') });
    expect(of([arrival, next]).arrivals).toEqual([
      { minute: at('09:55'), count: 1 },
      { minute: at('09:00', '2026-11-21'), count: 1 },
    ]);
  });

  it('are in true time', () => {
    const slow = [fact('p1', 'in 08:55', { offsetMs: 3_600_000 })];
    expect(of(slow).arrivals).toEqual([{ minute: at('09:55'), count: 1 }]);
  });

  it('of nothing are nothing', () => {
    expect(of([])).toMatchObject({ arrivals: [], verdicts: [], lanes: [], booked: 2, present: 0 });
  });
});
