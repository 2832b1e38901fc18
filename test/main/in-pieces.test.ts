import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inPieces } from '../../main/in-pieces.ts';

it('gives every value once, in its order, in pieces that are full but for the last', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (all, most) => {
      const pieces = inPieces(all, most);
      expect(pieces.flat()).toEqual(all);
      expect(pieces.slice(0, -1).every(({ length }) => length === most)).toBe(true);
      expect(pieces.every(({ length }) => length > 0 && length <= most)).toBe(true);
    }),
  );
});
