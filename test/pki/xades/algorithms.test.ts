import { constants, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SIGNATURE_METHODS, signatureValueFits } from '../../../pki/xades/algorithms.ts';

const KEYS = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
};
const message = Buffer.from('<SignedInfo/>');

/** How another program makes the value. */
const MAKE = {
  rsa: (digest: string) => sign(digest, message, { key: KEYS.rsa, padding: constants.RSA_PKCS1_PADDING }),
  'rsa-pss': (digest: string) =>
    sign(digest, message, { key: KEYS.rsa, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }),
  ecdsa: (digest: string) => sign(digest, message, { key: KEYS.ec, dsaEncoding: 'ieee-p1363' }),
};

describe.each(Object.entries(SIGNATURE_METHODS))('%s', (_, method) => {
  const [own, other] = method.scheme === 'ecdsa' ? [KEYS.ec, KEYS.rsa] : [KEYS.rsa, KEYS.ec];
  const value = MAKE[method.scheme](method.digest);
  const fits = (key: typeof own, bytes: Uint8Array, signature: Uint8Array): boolean =>
    signatureValueFits(method, createPublicKey(key), bytes, signature);

  it('accepts its value and nothing else', () => {
    expect({
      right: fits(own, message, value),
      otherMessage: fits(own, Buffer.from('<SignedInfo />'), value),
      otherKey: fits(other, message, value),
      shorter: fits(own, message, value.subarray(1)),
      empty: fits(own, message, new Uint8Array()),
      changed: fits(
        own,
        message,
        value.map((octet, index) => (index === 7 ? octet ^ 1 : octet)),
      ),
    }).toEqual({ right: true, otherMessage: false, otherKey: false, shorter: false, empty: false, changed: false });
  });
});
