import { expect, it } from 'vitest';
import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import { inFours, requestStatus, requestWord } from '../../../renderer/clinic/requests/request-state.ts';
import { translate } from '../../../renderer/words/translate.ts';

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
  ['withdrawn', null, 'absent'],
] as const)('a request that is %s with %j is drawn as %s', (state, response, status) => {
  expect(requestStatus({ state, response, later: [] })).toBe(status);
});

it('two answers that differ are never drawn as registered', () => {
  const response = answer('done', 'accepted');
  const request = { state: 'answered', response, later: [{ arrivedAt: '', sha256: '', response: answer('done', 'refused') }] } as const;
  expect([requestStatus({ ...request, later: [...request.later] }), requestWord({ ...request, later: [...request.later] }, translate('ja'))]).toEqual(
    ['unsure', '異なる結果が届いています'],
  );
});

it('an exchange number stands in fours', () => {
  expect(inFours('0123456789012345')).toBe('0123 4567 8901 2345');
});
