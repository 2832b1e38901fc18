import { describe, expect, it } from 'vitest';
import { dayInJapan, midnightAfter } from '../../../main/day-in-japan.ts';
import { inTurn } from '../../../main/in-turn.ts';
import { policyOf, windowOf } from '../../../main/training/policy.ts';
import { at, OPEN_POLICY, plan, session } from './plans.ts';

describe('the window in which arrivals are taken', () => {
  it.each([
    ['as the seminar says', { opensBefore: 30, graceAfterStart: 10 }, null, at('09:30'), at('10:10')],
    ['where arrivals are in time until the end', { opensBefore: 0, graceAfterStart: null }, null, at('10:00'), null],
    ['where the session says otherwise', { opensBefore: 30, graceAfterStart: 10 }, { graceAfterStart: 0 }, at('09:30'), at('10:00')],
    ['where the session sets no limit', { opensBefore: 30, graceAfterStart: 10 }, { graceAfterStart: null }, at('09:30'), null],
  ])('%s', (_what, policy, own, opens, lateAfter) => {
    const seminar = plan({ policy: { ...OPEN_POLICY, ...policy } });
    const window = windowOf(seminar, session('s1', { policy: own }));
    expect([window.opens.toISOString(), window.lateAfter?.toISOString() ?? null, window.ends.toISOString()]).toEqual([opens, lateAfter, at('11:00')]);
  });

  it('a session changes only what it names', () => {
    expect(policyOf(plan({ policy: OPEN_POLICY }), session('s1', { policy: { exitTap: 'required' } }))).toEqual({
      ...OPEN_POLICY,
      exitTap: 'required',
    });
  });
});

describe('days in Japan', () => {
  it.each([
    ['2026-11-20T14:59:59.999Z', '2026-11-20', '2026-11-20T15:00:00.000Z'],
    ['2026-11-20T15:00:00.000Z', '2026-11-21', '2026-11-21T15:00:00.000Z'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01', '2027-01-01T15:00:00.000Z'],
  ])('%s is on %s', (time, day, midnight) => {
    expect([dayInJapan(Date.parse(time)), new Date(midnightAfter(Date.parse(time))).toISOString()]).toEqual([day, midnight]);
  });
});

describe('work in turn', () => {
  it('waits for what was asked before, and goes on after a failure', async () => {
    const turn = inTurn();
    const done: string[] = [];
    const first = Promise.withResolvers<void>();
    const all = Promise.allSettled([
      turn(async () => {
        await first.promise;
        done.push('first');
        throw new Error('failed');
      }),
      turn(async () => {
        done.push('second');
      }),
    ]);
    expect(done).toEqual([]);
    first.resolve();
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(done).toEqual(['first', 'second']);
  });
});
