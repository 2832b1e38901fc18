import { expect, it } from 'vitest';
import { claimedTimeCheck } from '../../../pki/validation/claimed-time.ts';

const at = new Date('2026-11-20T03:04:05Z');

it.each([
  ['before the verification', new Date('2026-11-20T03:04:04Z'), 'passed', undefined],
  ['at the verification', at, 'passed', undefined],
  ['after the verification', new Date('2026-11-20T03:04:06Z'), 'indeterminate', 'OUT_OF_BOUNDS_NO_POE'],
  ['nowhere', null, 'failed', 'SIG_CONSTRAINTS_FAILURE'],
])('a time claimed %s', (_, claimed, status, subIndication) => {
  const check = claimedTimeCheck(claimed, at);
  expect([check.id, check.status, check.subIndication]).toEqual(['claimed-time', status, subIndication]);
});
