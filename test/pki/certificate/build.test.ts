import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildCertificate } from '../../../pki/certificate/build.ts';
import { parseCertificate, verifyIssuedBy } from '../../../pki/certificate/certificate.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import { keyUsage } from '../../../pki/certificate/extensions/encode.ts';

const NAME: NameTemplate = [['CN', 'self']];
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

const selfSigned = (key: KeyObject, issuerKey = key) =>
  buildCertificate(
    {
      serial: 7n,
      issuer: NAME,
      subject: NAME,
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('9999-12-31T23:59:59Z'),
      spki: createPublicKey(key).export({ format: 'der', type: 'spki' }),
      extensions: [keyUsage('digitalSignature')],
    },
    issuerKey,
  );

describe('a certificate as it is built', () => {
  it.each([
    ['RSA', rsa],
    ['ECDSA on P-256', p256],
  ])('is signed with %s and says what it was given', (_name, key) => {
    const certificate = parseCertificate(selfSigned(key));
    expect(verifyIssuedBy(certificate, certificate)).toBe(true);
    const { subject, serial, keyUsage: usage, notBefore, notAfter } = certificate;
    expect({ subject, serial, usage, notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() }).toEqual({
      subject: 'CN=self',
      serial: '07',
      usage: ['digitalSignature'],
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '9999-12-31T23:59:59.000Z',
    });
  });

  it('does not hold when another key signed it', () => {
    const certificate = parseCertificate(selfSigned(p256, rsa));
    expect(verifyIssuedBy(certificate, certificate)).toBe(false);
  });

  it('is not signed by a key of another kind', () => {
    expect(() => selfSigned(p256, generateKeyPairSync('ed25519').privateKey)).toThrow('ed25519');
  });
});
