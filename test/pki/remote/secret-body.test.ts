import fc from 'fast-check';
import { expect, it } from 'vitest';
import { secretBody } from '../../../pki/remote/csc/secret-body.ts';
import { challengeOf } from '../../../pki/remote/oauth/pkce.ts';

it('is the JSON that it would be with a string', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => new TextEncoder().encode(text).every((byte) => byte >= 0x20)),
      (secret) => {
        const body = secretBody((value) => ({ id: 'a', authData: [{ id: 'PIN', value }], last: 1 }), new TextEncoder().encode(secret));
        expect(JSON.parse(new TextDecoder().decode(body))).toEqual({ id: 'a', authData: [{ id: 'PIN', value: secret.toWellFormed() }], last: 1 });
      },
    ),
  );
});

it('takes no control characters', () => {
  expect(() => secretBody((value) => [value], Uint8Array.of(0x31, 0x0a))).toThrow(TypeError);
});

it('makes the challenge of RFC 7636 appendix B', () => {
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});
