import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOf, dayWithWeekday, instantOf, momentWords, readTimeOfDay, timeOf } from '../../../renderer/words/japan-time.ts';

it.each([
  ['19:00', '19:00'],
  ['9:05', '09:05'],
  ['0905', '09:05'],
  ['１９：００', '19:00'],
  [' 7:30 ', '07:30'],
  ['24:00', null],
  ['19:60', null],
  ['19時', null],
  ['', null],
])('the time of day %j is %j', (text, time) => expect(readTimeOfDay(text)).toBe(time));

it.each([
  ['2026-11-20', '19:00', '2026-11-20T10:00:00.000Z'],
  ['2026-11-20', '00:00', '2026-11-19T15:00:00.000Z'],
  ['2026-02-29', '10:00', null],
  ['20261120', '10:00', null],
  ['2026-11-20', '25:00', null],
])('%s %s in Japan is %s', (day, time, instant) => expect(instantOf(day, time)).toBe(instant));

it('day and time of any minute lead back to it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000_000 }), (minutes) => {
      const instant = new Date(minutes * 60_000).toISOString();
      expect(instantOf(dayOf(instant), timeOf(instant))).toBe(instant);
    }),
  );
});

it('a day is named with its weekday in Japan, wherever the computer is', () => {
  const late = '2026-11-19T15:30:00.000Z';
  expect([dayWithWeekday(late, 'ja'), dayWithWeekday(late, 'en'), momentWords(late, 'ja')]).toEqual([
    '2026年11月20日(金)',
    'Fri, 20 November 2026',
    '2026年11月20日(金) 00:30',
  ]);
});
