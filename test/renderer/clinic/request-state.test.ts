import { expect, it } from 'vitest';
import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import { inFours, requestStatus } from '../../../renderer/clinic/requests/request-state.ts';

type Response = NonNullable<PrescriptionRequestView['response']>;
const answer = (progress: Response['progress'], outcome: Response['outcome']) => ({ progress, outcome }) as Response;

it.each([
  ['kept', null, 'busy'],
  ['placed', null, 'busy'],
  ['uncertain', null, 'unsure'],
  ['answered', answer('done', 'accepted'), 'success'],
  ['answered', answer('done', 'refused'), 'error'],
  ['answered', answer('done', 'unknown'), 'unsure'],
  ['answered', answer('failed', 'unknown'), 'error'],
  // An unknown progress is never drawn as registered.
  ['answered', answer('unknown', 'accepted'), 'unsure'],
  ['answered', null, 'absent'],
] as const)('a request that is %s with %j is drawn as %s', (state, response, status) => {
  expect(requestStatus({ state, response })).toBe(status);
});

it('an exchange number stands in fours', () => {
  expect(inFours('0123456789012345')).toBe('0123 4567 8901 2345');
});
