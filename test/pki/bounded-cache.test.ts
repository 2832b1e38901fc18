import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoundedCache } from '../../pki/bounded-cache.ts';

it('makes a value once and forgets what was not used for longest', () => {
  const made: string[] = [];
  const cache = new BoundedCache<string, string>(2);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) cache.reuse(key, () => String(made.push(key)));
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

it('keeps nothing that weighs more than all, nor a failure', () => {
  const cache = new BoundedCache<string, number>(10);
  expect(
    cache.reuse(
      'a',
      () => 11,
      (value) => value,
    ),
  ).toBe(11);
  expect(() =>
    cache.reuse('b', () => {
      throw new RangeError('b');
    }),
  ).toThrow(RangeError);
  expect(cache.weight).toBe(0);
});

it('gives what would be made and never weighs more than allowed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 })), (keys) => {
      const cache = new BoundedCache<number, number>(20);
      for (const key of keys) {
        expect(
          cache.reuse(
            key,
            () => key * 2,
            (value) => value,
          ),
        ).toBe(key * 2);
        expect(cache.weight).toBeLessThanOrEqual(20);
      }
    }),
  );
});
