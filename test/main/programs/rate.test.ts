import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RateLimit } from '../../../main/programs/rate.ts';

it('takes so many at once, then so many a minute, and counts each caller alone', () => {
  let now = 0;
  const limit = new RateLimit({ atOnce: 2, aMinute: 6 }, () => now);
  expect([limit.takes('a'), limit.takes('a'), limit.takes('a'), limit.takes('b')]).toEqual([true, true, false, true]);
  now = 9_999;
  expect(limit.takes('a')).toBe(false);
  now = 19_000;
  expect([limit.takes('a'), limit.takes('a')]).toEqual([true, false]);
});

it('whatever the calls, no minute holds more than the measure', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20_000), { maxLength: 200 }), (pauses) => {
      let now = 0;
      const limit = new RateLimit({ atOnce: 5, aMinute: 10 }, () => now);
      const taken: number[] = [];
      for (const pause of pauses) {
        now += pause;
        if (limit.takes('a')) taken.push(now);
      }
      for (const at of taken) expect(taken.filter((other) => other >= at && other < at + 60_000).length).toBeLessThanOrEqual(15);
    }),
  );
});
