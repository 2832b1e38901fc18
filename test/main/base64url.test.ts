import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64urlBytes, base64urlOf } from '../../main/base64url.ts';

it('gives back the bytes of every text that bytes make', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(new Uint8Array(base64urlBytes(Buffer.from(bytes).toString('base64url'))!)).toEqual(bytes);
    }),
  );
});

it.each([
  ['bits that no byte uses', 'AB'],
  ['padding', 'AA=='],
  ['the other alphabet', '+/AA'],
  ['white space', 'AA AA'],
  ['a character alone', 'A'],
])('takes no other text for the same bytes: %s', (_fault, text) => {
  expect(base64urlBytes(text)).toBeNull();
});

it('of so many bytes, no more and no fewer', () => {
  expect([15, 16, 17].map((length) => base64urlOf(16).safeParse(Buffer.alloc(length).toString('base64url')).success)).toEqual([false, true, false]);
});
