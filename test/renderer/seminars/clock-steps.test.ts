import { expect, it } from 'vitest';
import { clockSteps } from '../../../renderer/seminars/people/clock-steps.ts';

const at = (minutes: number) => new Date(Date.parse('2026-11-20T01:00:00.000Z') + minutes * 60_000).toISOString();
const records = (...minutes: readonly number[]) => minutes.map((minute, index) => ({ sequence: index + 1, at: at(minute) }));

it.each([
  ['no record', [], []],
  ['one record', [0], []],
  ['records close to each other', [0, 0.5, 1], []],
  ['a clock that was set forward', [0, 0.5, 120], [2]],
  ['a clock that was set back', [120, 120.5, 0], [2]],
  ['a pause as well', [0, 10, 10.5, 130], [1, 3]],
])('after which records a clock may have been set: %s', (_what, minutes, steps) => {
  expect(clockSteps(records(...minutes)).map(({ sequence }) => sequence)).toEqual(steps);
});

it('of many steps the largest are told, in the order of the records', () => {
  const many = clockSteps(records(...Array.from({ length: 60 }, (_, index) => index * (index + 1))));
  expect(many.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 40));
  expect(many[0]).toEqual({ sequence: 40, at: at(39 * 40), next: at(40 * 41) });
});
