import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveKey, seal, searchToken, unseal } from '../../../main/store/sealing.ts';

const key = deriveKey(new Uint8Array(32), 'test');

describe('sealing', () => {
  it('gives back every value, and only under its key and place', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, place) => {
        const sealed = seal(key, plain, place);
        expect(new Uint8Array(unseal(key, sealed, place))).toEqual(plain);
        expect(() => unseal(key, sealed, `${place}x`)).toThrow();
        expect(() => unseal(deriveKey(key, 'other'), sealed, place)).toThrow();
      }),
    );
  });

  it('notices a change of any one bit', () => {
    const sealed = seal(key, Buffer.from('山田太郎'), 'place');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => unseal(key, changed, 'place')).toThrow();
    }
  });

  it('never seals the same value to the same bytes', () => {
    expect(seal(key, Buffer.from('a'), 'p')).not.toEqual(seal(key, Buffer.from('a'), 'p'));
  });
});

describe('search tokens', () => {
  it('are equal for the same value in any width, and differ by kind, value and key', () => {
    const token = (kind: string, value: string, by = key) => Buffer.from(searchToken(by, kind, value)).toString('hex');
    expect(token('name', 'ＡＢ１')).toBe(token('name', 'AB1'));
    expect(new Set([token('name', 'AB1'), token('subject', 'AB1'), token('name', 'AB2'), token('name', 'AB1', deriveKey(key, 'x'))]).size).toBe(4);
  });
});
