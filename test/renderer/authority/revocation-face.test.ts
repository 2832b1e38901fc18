import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPending, revocationFace } from '../../../renderer/authority/revocations/revocation-face.ts';

const AT = '2026-11-20T02:00:00.000Z';

it.each([
  [{ sentAt: null, refused: false, late: false, listedAt: null }, 'not-sent', 'warning'],
  [{ sentAt: AT, refused: false, late: false, listedAt: null }, 'pending', 'unsure'],
  [{ sentAt: AT, refused: false, late: true, listedAt: null }, 'late', 'error'],
  [{ sentAt: null, refused: false, late: true, listedAt: null }, 'late', 'error'],
  [{ sentAt: AT, refused: true, late: false, listedAt: null }, 'refused', 'absent'],
  [{ sentAt: AT, refused: false, late: false, listedAt: AT }, 'listed', 'success'],
  [{ sentAt: null, refused: false, late: true, listedAt: AT }, 'listed', 'success'],
])('%j is %s', (state, id, status) => expect(revocationFace(state)).toEqual({ id, status }));

it('nothing looks done that no list shows, whatever was sent, answered or due', () => {
  const state = fc.record({ sentAt: fc.option(fc.constant(AT)), refused: fc.boolean(), late: fc.boolean(), listedAt: fc.option(fc.constant(AT)) });
  fc.assert(fc.property(state, (one) => (revocationFace(one).status === 'success') === (one.listedAt !== null)));
});

it.each([
  [{ listedAt: null, refused: false }, true],
  [{ listedAt: null, refused: true }, false],
  [{ listedAt: AT, refused: false }, false],
])('of %j something is still to come: %s', (state, pending) => expect(isPending(state)).toBe(pending));
