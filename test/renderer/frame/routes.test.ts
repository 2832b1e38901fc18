import fc from 'fast-check';
import { expect, it } from 'vitest';
import { address, parseRoute, WORKSPACES } from '../../../renderer/frame/routes.ts';

it.each([
  ['', { workspace: 'card', subject: null }],
  ['#/', { workspace: 'card', subject: null }],
  ['#/sign', { workspace: 'sign', subject: null }],
  ['#/verify/signed-1', { workspace: 'verify', subject: 'signed-1' }],
  ['#/verify/%', { workspace: 'verify', subject: null }],
  ['#/nowhere/1', { workspace: 'card', subject: null }],
])('%j', (hash, route) => expect(parseRoute(hash)).toEqual(route));

it('an address leads back to what it was made from', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WORKSPACES), fc.string({ minLength: 1, unit: 'grapheme' }), (workspace, subject) => {
      expect(parseRoute(address(workspace, subject))).toEqual({ workspace, subject });
    }),
  );
});
