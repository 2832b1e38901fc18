import { expect, it } from 'vitest';
import type { ProgramRequest } from '../../../main/api/schema/programs.ts';
import type { Place } from '../../../renderer/frame/routes.ts';
import { noticed } from '../../../renderer/requests/noticed.ts';
import { programRequest } from '../double/programs-double.ts';

it.each<[ProgramRequest['state'], string | null, Place, boolean, string?]>([
  ['waiting', null, 'sign', true],
  ['waiting', null, 'card', true],
  ['accepted', 'document', 'sign', false],
  ['accepted', 'document', 'card', true],
  ['working', 'document', 'sign', false],
  ['working', null, 'sign', true],
  ['expired', 'document', 'sign', false],
  ['expired', 'document', 'card', false],
  ['withdrawn', 'document', 'card', false],
  ['accepted', null, 'sign', false],
  ['accepted', null, 'card', true],
  ['accepted', 'document', 'sign', true, 'another'],
  ['working', 'document', 'sign', true, 'another'],
])(
  'a request that is %s with the document %s on the screen %s is noticed: %s, with another document on the desk: %s',
  (state, opened, workspace, told, onDesk = 'document') => {
    expect(noticed([programRequest('sign', { state, opened })], workspace, [onDesk]).length > 0).toBe(told);
  },
);

it('what waits comes before a document that was accepted and left lying, in the order in which it was asked', () => {
  const requests = [programRequest('sign', { state: 'accepted', opened: 'document' }), programRequest('login'), programRequest('card')];
  expect(noticed(requests, 'card', []).map(({ kind }) => kind)).toEqual(['login', 'card', 'sign']);
});
