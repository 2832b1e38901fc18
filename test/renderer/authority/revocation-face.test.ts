import fc from 'fast-check';
import { expect, it } from 'vitest';
import { revocationFace } from '../../../renderer/authority/revocations/revocation-face.ts';

const AT = '2026-11-20T02:00:00.000Z';

it.each([
  [{ sentAt: null, late: false, listedAt: null }, 'not-sent', 'warning'],
  [{ sentAt: AT, late: false, listedAt: null }, 'pending', 'unsure'],
  [{ sentAt: AT, late: true, listedAt: null }, 'late', 'error'],
  [{ sentAt: null, late: true, listedAt: null }, 'late', 'error'],
  [{ sentAt: AT, late: false, listedAt: AT }, 'listed', 'success'],
  [{ sentAt: null, late: true, listedAt: AT }, 'listed', 'success'],
])('%j is %s', (state, id, status) => expect(revocationFace(state)).toEqual({ id, status }));

it('nothing looks done that no list shows, whatever was sent, answered or due', () => {
  const state = fc.record({ sentAt: fc.option(fc.constant(AT)), late: fc.boolean(), listedAt: fc.option(fc.constant(AT)) });
  fc.assert(fc.property(state, (one) => (revocationFace(one).status === 'success') === (one.listedAt !== null)));
});
