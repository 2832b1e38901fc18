import { describe, expect, it } from 'vitest';
import type { Credit, SeminarPlan } from '../../../main/api/schema/training.ts';
import { agendaOf } from '../../../main/training/agenda.ts';
import { creditsOf, totalsOf } from '../../../main/training/credit.ts';
import { attendanceOf } from '../../../main/training/presence.ts';
import { at, cme, credit, OPEN_POLICY, plan, session } from './plans.ts';

const renewal = (units: number) => credit('occupational-health', 'lifelong-renewal', units);
const basic = (units: number) => credit('occupational-health', 'basic-second', units);

const day = (...given: readonly (readonly Credit[])[]): SeminarPlan =>
  plan({
    policy: OPEN_POLICY,
    sessions: given.map((credits, index) =>
      session(`s${index + 1}`, { startsAt: at(`${10 + index}:00`), endsAt: at(`${11 + index}:00`), credits: [...credits] }),
    ),
  });

/** Credits of somebody who was there all day. */
const earned = (of: SeminarPlan, occupationalDailyCap: number | null) => {
  const arrival = { direction: 'in', at: Date.parse(at('09:00')), session: null, room: null, test: false, hash: 'h' } as const;
  return creditsOf(attendanceOf(agendaOf(of), { counting: [arrival], annulled: [] }, Number.POSITIVE_INFINITY), { occupationalDailyCap });
};

describe('the daily cap of occupational health (not found in any source: only where the association has set it)', () => {
  it.each<[string, readonly (readonly Credit[])[], number | null, readonly (readonly number[] | 'daily-cap')[]]>([
    ['not set', [[renewal(1)], [renewal(1)], [renewal(1)]], null, [[1], [1], [1]]],
    ['not reached', [[renewal(1)], [renewal(1)]], 2, [[1], [1]]],
    ['reached: the later session gives nothing', [[renewal(1)], [renewal(1)], [renewal(1)]], 2, [[1], [1], 'daily-cap']],
    ['reached within a session: the rest of it', [[renewal(1)], [renewal(1)]], 1.5, [[1], [0.5]]],
    [
      'of other schemes it says nothing',
      [
        [cme('74', 1), renewal(1)],
        [cme('8', 1), renewal(1)],
      ],
      1,
      [[1, 1], [1]],
    ],
    [
      'each track has its own',
      [
        [basic(1), renewal(1)],
        [basic(1), renewal(1)],
      ],
      2,
      [
        [1, 1],
        [1, 1],
      ],
    ],
    ['decimal fractions leave no trace', [[renewal(0.1)], [renewal(0.2)], [renewal(0.1)]], 0.3, [[0.1], [0.2], 'daily-cap']],
  ])('%s', (_what, given, cap, expected) => {
    const told = earned(day(...given), cap).map(({ credits, reason }) => (reason === null ? credits.map(({ units }) => units) : reason));
    expect(told).toEqual(expected);
  });

  it('begins anew next day', () => {
    const two = plan({
      policy: OPEN_POLICY,
      sessions: [
        session('s1', { credits: [renewal(1)] }),
        session('s2', { credits: [renewal(1)], startsAt: at('10:00', '2026-11-21'), endsAt: at('11:00', '2026-11-21') }),
      ],
    });
    const arrivals = ['2026-11-20', '2026-11-21'].map((on) => ({
      direction: 'in' as const,
      at: Date.parse(at('09:00', on)),
      session: null,
      room: null,
      test: false,
      hash: on,
    }));
    const told = creditsOf(attendanceOf(agendaOf(two), { counting: arrivals, annulled: [] }, Number.POSITIVE_INFINITY), { occupationalDailyCap: 1 });
    expect(told.map(({ reason }) => reason)).toEqual([null, null]);
  });
});

describe('totals', () => {
  it('are sums by scheme and category; the same code twice adds its units (www1.med.or.jp/cme/about/gaiyou.html)', () => {
    expect(totalsOf([cme('74', 1), renewal(1), cme('74', 0.5), basic(0.1), basic(0.2)])).toEqual([
      { scheme: 'cme', category: null, units: 1.5 },
      { scheme: 'occupational-health', category: 'lifelong-renewal', units: 1 },
      { scheme: 'occupational-health', category: 'basic-second', units: 0.3 },
    ]);
  });
});

describe('a session that gives no credits', () => {
  const strict = plan({
    policy: { ...OPEN_POLICY, graceAfterStart: 10, minimumPresence: 30, exitTap: 'required' },
    sessions: [session('s1', { credits: [] })],
  });
  const movement = (direction: 'in' | 'out', time: string) =>
    ({ direction, at: Date.parse(at(time)), session: null, room: null, test: false, hash: time }) as const;

  it.each<[string, readonly ReturnType<typeof movement>[], string]>([
    ['from beginning to end', [movement('in', '09:55'), movement('out', '11:00')], 'no-credits'],
    ['two minutes before its end', [movement('in', '10:58'), movement('out', '11:00')], 'late'],
    ['without an exit', [movement('in', '09:55')], 'no-exit-tap'],
    ['not to its end', [movement('in', '09:55'), movement('out', '10:40')], 'left-early'],
    ['not long enough', [movement('in', '09:55'), movement('out', '10:05'), movement('in', '10:55'), movement('out', '11:00')], 'too-short'],
  ])('is attended as the policy wants it, or not: %s', (_how, counting, reason) => {
    expect(
      creditsOf(attendanceOf(agendaOf(strict), { counting, annulled: [] }, Number.POSITIVE_INFINITY), { occupationalDailyCap: null }),
    ).toMatchObject([{ reason }]);
  });
});
