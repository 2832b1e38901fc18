import { constants, generateKeyPairSync, type KeyObject, sign, type SignKeyObjectInput } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { algorithmName, readSignatureAlgorithm, rsaIdentifier } from '../../../pki/algorithms/signature-algorithms.ts';
import { signatureFits } from '../../../pki/algorithms/signature-value.ts';
import { explicit, integer, nullValue, objectIdentifier, sequence } from '../../../pki/asn1/encode.ts';
import { DIGEST_ALGORITHMS, type DigestName } from '../../../pki/digest/algorithms.ts';

const keys = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  pss: generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  dsa: generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }),
  ed25519: generateKeyPairSync('ed25519'),
};
const message = Buffer.from('signed by an authority');

const identifier = (oid: string, parameters: Uint8Array | null = null): Uint8Array =>
  sequence(objectIdentifier(oid), ...(parameters ? [parameters] : []));
const digestIdentifier = (digest: DigestName): Uint8Array => identifier(DIGEST_ALGORITHMS[digest].oid, nullValue());
const pss = (digest: DigestName, saltLength: number, maskDigest = digest): Uint8Array =>
  identifier(
    '1.2.840.113549.1.1.10',
    sequence(
      explicit(0, digestIdentifier(digest)),
      explicit(1, identifier('1.2.840.113549.1.1.8', digestIdentifier(maskDigest))),
      explicit(2, integer(saltLength)),
    ),
  );

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING };

describe('signature algorithms of certificates, lists and CMS', () => {
  it.each<[string, Uint8Array, string, keyof typeof keys, DigestName | null, Omit<SignKeyObjectInput, 'key'>]>([
    ['RSASSA-PKCS1-v1_5', identifier('1.2.840.113549.1.1.11', nullValue()), 'rsa-sha256', 'rsa', 'sha256', {}],
    ['RSASSA-PSS', pss('sha256', 32), 'rsa-pss-sha256', 'rsa', 'sha256', { ...PSS, saltLength: 32 }],
    ['RSASSA-PSS of a key for nothing else', pss('sha512', 20), 'rsa-pss-sha512', 'pss', 'sha512', { ...PSS, saltLength: 20 }],
    ['ECDSA', identifier('1.2.840.10045.4.3.3'), 'ecdsa-sha384', 'ec', 'sha384', {}],
    ['DSA', identifier('2.16.840.1.101.3.4.3.2'), 'dsa-sha256', 'dsa', 'sha256', {}],
    ['Ed25519', identifier('1.3.101.112'), 'ed25519', 'ed25519', null, {}],
  ])('%s', (_, der, name, kind, digest, options) => {
    const algorithm = readSignatureAlgorithm(der)!;
    const value = sign(digest, message, { key: keys[kind].privateKey, ...options });
    const others = (Object.keys(keys) as (keyof typeof keys)[]).filter((other) => other !== kind);
    const fits = (key: KeyObject, text: Uint8Array): boolean => signatureFits(algorithm, key, text, value);
    expect(algorithmName(algorithm)).toBe(name);
    expect(fits(keys[kind].publicKey, message)).toBe(true);
    expect(fits(keys[kind].publicKey, Buffer.from('x'))).toBe(false);
    expect(others.map((other) => fits(keys[other].publicKey, message))).toEqual(others.map(() => false));
  });

  it.each<[string, Uint8Array]>([
    ['one that nobody knows', identifier('1.2.3')],
    ['RSASSA-PSS with another digest in its mask', pss('sha256', 32, 'sha512')],
  ])('%s is none', (_, der) => {
    expect(readSignatureAlgorithm(der)).toBeNull();
  });

  it('RSASSA-PSS with another salt does not fit', () => {
    const value = sign('sha256', message, { key: keys.rsa.privateKey, ...PSS, saltLength: 20 });
    expect(signatureFits(readSignatureAlgorithm(pss('sha256', 32))!, keys.rsa.publicKey, message, value)).toBe(false);
  });

  it('RSA without a digest fits nothing', () => {
    const value = sign('sha256', message, keys.rsa.privateKey);
    expect(signatureFits(readSignatureAlgorithm(identifier('1.2.840.113549.1.1.1', nullValue()))!, keys.rsa.publicKey, message, value)).toBe(false);
  });

  it.each(['sha256', 'sha384', 'sha512'] as const)('what we write for %s is what we read', (digest) => {
    expect(readSignatureAlgorithm(identifier(rsaIdentifier(digest), nullValue()))).toEqual({ scheme: 'rsa', digest });
  });
});
