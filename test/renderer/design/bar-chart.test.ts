import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ticksOf } from '../../../renderer/design/bar-chart.tsx';
import { pageOf } from '../../../renderer/design/pager.tsx';

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [4, [0, 1, 2, 3, 4]],
  [14, [0, 5, 10, 15]],
  [100, [0, 50, 100]],
  [1000, [0, 500, 1000]],
])('the scale up to %i', (greatest, ticks) => expect(ticksOf(greatest)).toEqual(ticks));

it('a scale begins at 0, reaches the greatest value and has at most six marks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (greatest) => {
      const ticks = ticksOf(greatest);
      expect([ticks[0], ticks.length <= 6, (ticks.at(-1) ?? 0) >= greatest]).toEqual([0, true, true]);
    }),
  );
});

it.each([
  [0, ['a', 'b']],
  [1, ['c']],
  [2, []],
])('page %i of three rows, two a page', (page, rows) => expect(pageOf(['a', 'b', 'c'], page, 2)).toEqual(rows));
