import { constants, createPublicKey, publicEncrypt, sign, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { loadPublicKey, signatureFits } from '../../../pki/algorithms/signature-value.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import { digestInfo } from '../../../pki/digest/digest-info.ts';
import { rsaKey, spkiOf } from '../../support/certificates.ts';

const key = rsaKey();
const message = Buffer.from('message');
const RSA = { scheme: 'rsa', digest: 'sha256' } as const;

/** The pair the wrong way round: signs with 65537, verifies with a number of 2048 bits, a hundred times as slowly. */
function slowPair() {
  const { n, d } = key.export({ format: 'jwk' });
  const info = digestInfo('sha256', digest('sha256', message));
  const padded = Buffer.concat([Uint8Array.of(0, 1), Buffer.alloc(256 - 3 - info.length, 0xff), Uint8Array.of(0), info]);
  const value = publicEncrypt({ key: createPublicKey(key), padding: constants.RSA_NO_PADDING }, padded);
  return { publicKey: createPublicKey({ key: { kty: 'RSA', n: n!, e: d! }, format: 'jwk' }), value };
}

it('a key of the usual exponent verifies', () => {
  expect(signatureFits(RSA, createPublicKey(key), message, sign('sha256', message, key))).toBe(true);
});

it('a key with an exponent that only costs time does not, right as the signature is', () => {
  const { publicKey, value } = slowPair();
  expect([verify('sha256', message, publicKey, value), signatureFits(RSA, publicKey, message, value)]).toEqual([true, false]);
});

it('a key is loaded once for equal bytes', () => {
  const spki = spkiOf(key);
  expect(loadPublicKey(spki)).toBe(loadPublicKey(Uint8Array.from(spki)));
  expect(() => loadPublicKey(spki.subarray(1))).toThrow();
});
