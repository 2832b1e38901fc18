import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateString, decodeText, parseDate, textString } from '../../../pki/pdf/syntax/text.ts';

it.each([
  ['D:20261120123456Z', '2026-11-20T12:34:56.000Z'],
  ["D:20261120123456+09'00'", '2026-11-20T03:34:56.000Z'],
  ["D:20261120123456+09'00", '2026-11-20T03:34:56.000Z'],
  ["D:20261120123456-03'30'", '2026-11-20T16:04:56.000Z'],
  ["D:20261120123456Z00'00'", '2026-11-20T12:34:56.000Z'],
  ['D:2026', '2026-01-01T00:00:00.000Z'],
  ['D:20261320', null],
  ['2026-11-20', null],
  ['D:20261120123456+99', null],
])('date %s is %s', (text, expected) => {
  expect(parseDate(text)?.toISOString() ?? null).toBe(expected);
});

it('dates and texts survive the way into a file and back', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      fc.string({ unit: 'binary' }),
      (date, text) => {
        const seconds = Math.floor(date.getTime() / 1000) * 1000;
        expect([parseDate(decodeText(dateString(date).bytes))?.getTime(), decodeText(textString(text).bytes)]).toEqual([
          seconds,
          text.toWellFormed(),
        ]);
      },
    ),
  );
});
