import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClockOffset, type ClockSample } from '../../../../main/attendance/stations/clock-offset.ts';

/** An exchange with a clock that is `offset` ahead, with ways of these lengths. */
const exchange = (offset: number, there: number, back: number, sent = 1000, work = 3): ClockSample => ({
  sent,
  received: sent + there + offset,
  answered: sent + there + work + offset,
  took: there + work + back,
});

const measured = (...samples: readonly ClockSample[]): number | null => {
  const clock = new ClockOffset();
  for (const sample of samples) clock.add(sample);
  return clock.offsetMs;
};

describe('offset of another clock', () => {
  it('is not known before the first exchange', () => {
    expect(measured()).toBeNull();
  });

  it.each([
    ['is exact where both ways take the same time', [exchange(10_800_000, 20, 20)], 10_800_000],
    ['is wrong by half the difference of the ways', [exchange(0, 30, 10)], 10],
    ['is that of the shortest way', [exchange(500, 200, 10), exchange(500, 2, 2), exchange(500, 10, 190)], 500],
    ['is the new one after a clock was set', [exchange(0, 2, 2), exchange(0, 2, 2), exchange(60_000, 5, 5)], 60_000],
    ['is not that of a slow exchange that only seems to differ', [exchange(0, 2, 2), exchange(0, 300, 0)], 0],
    ['forgets all but the last few', [exchange(8, 1, 1), ...Array.from({ length: 8 }, () => exchange(0, 4, 4))], 0],
  ])('%s', (_what, samples, offset) => {
    expect(measured(...samples)).toBe(offset);
  });

  it('is never further off than half of the shortest way', () => {
    const way = fc.nat(400);
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.array(fc.tuple(way, way), { minLength: 1, maxLength: 8 }), (offset, ways) => {
        const found = measured(...ways.map(([there, back]) => exchange(offset, there, back)))!;
        const shortest = Math.min(...ways.map(([there, back]) => there + back));
        expect(Math.abs(found - offset)).toBeLessThanOrEqual(shortest / 2);
      }),
    );
  });
});
