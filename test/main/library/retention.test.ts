import { expect, it } from 'vitest';
import { retainUntil } from '../../../main/library/retention.ts';

/** 民法第140条・第143条第2項: counted from the next day, until the day before the one that corresponds to it. */
it.each([
  ['2026-01-15', '2031-01-15'],
  ['2026-01-31', '2031-01-31'],
  ['2023-02-28', '2028-02-29'],
  ['2016-02-29', '2021-02-28'],
  // The period begins on a 29th of February that its last year does not have: the end of the month.
  ['2024-02-28', '2029-02-28'],
  ['2023-12-31', '2028-12-31'],
])('a chart that was closed on %s is kept until the end of %s', (from, until) => {
  expect(retainUntil('chart', from, null)).toBe(until);
});
