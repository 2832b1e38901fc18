import { expect, it } from 'vitest';
import { placeOf } from '../../../../main/attendance/reception/place.ts';
import { trueNow } from '../../../../main/attendance/reception/parts.ts';
import { factBody } from '../../../../main/attendance/facts/schema.ts';
import { fact } from '../../training/facts.ts';

const YEAR = 366 * 86_400_000;
const NOW = new Date('2026-11-20T01:00:00.000Z');

const partsWith = (offsetMs: number | null) => ({
  store: { now: () => NOW },
  stations: { offsetMs: () => offsetMs },
  rules: () => 'r',
  seminars: { get: () => ({ revision: 1 }) },
  status: { view: { version: null } },
});

it.each([
  ['nothing was measured', null, null],
  ['a second', 1000, 1000],
  ['a clock that is years behind', 9 * YEAR, 9 * YEAR],
  ['a clock without battery', 12 * YEAR, 12 * YEAR],
  ['a clock that is ages behind', 120 * YEAR, null],
  ['a clock that is ages ahead', -120 * YEAR, null],
  ['what a hostile station tells', 1e15, null],
  ['what is no time at all', 1e17, null],
  ['what is no number', Number.NaN, null],
  ['what is endless', Number.POSITIVE_INFINITY, null],
])('a clock never stops recording: %s', (_what, measured, kept) => {
  const parts = partsWith(measured) as never;
  const place = placeOf(parts, 'seminar-1', { lane: null, at: NOW, nonce: 'n' });
  expect(place.offsetMs).toBe(kept);
  expect(trueNow(parts)).toEqual(new Date(NOW.getTime() + (kept ?? 0)));
  const body = { ...fact('p', 'in 09:55', { sequence: 1, commitment: 'a'.repeat(64) }).body, ...place };
  expect(factBody.safeParse(body).success).toBe(true);
});
