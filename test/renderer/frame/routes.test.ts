import fc from 'fast-check';
import { expect, it } from 'vitest';
import { address, parseRoute, WINDOWS, WORKSPACES } from '../../../renderer/frame/routes.ts';

it.each([
  ['', { workspace: 'card', subject: null, part: null }],
  ['#/', { workspace: 'card', subject: null, part: null }],
  ['#/sign', { workspace: 'sign', subject: null, part: null }],
  ['#/verify/signed-1', { workspace: 'verify', subject: 'signed-1', part: null }],
  ['#/verify/%', { workspace: 'verify', subject: null, part: null }],
  ['#/reception/s-1/participants', { workspace: 'reception', subject: 's-1', part: 'participants' }],
  ['#/reception/s-1/%', { workspace: 'reception', subject: 's-1', part: null }],
  ['#/hall/s-1', { workspace: 'hall', subject: 's-1', part: null }],
  ['#/kiosk', { workspace: 'kiosk', subject: null, part: null }],
  ['#/nowhere/1', { workspace: 'card', subject: null, part: null }],
])('%j', (hash, route) => expect(parseRoute(hash)).toEqual(route));

it('an address leads back to what it was made from', () => {
  const step = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(fc.constantFrom(...WORKSPACES, ...WINDOWS), step, fc.option(step), (workspace, subject, part) => {
      expect(parseRoute(address(workspace, subject, part ?? undefined))).toEqual({ workspace, subject, part });
    }),
  );
});

it('a part without a subject leads nowhere', () => expect(address('reception', undefined, 'plan')).toBe('#/reception'));
