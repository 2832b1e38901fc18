import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { algorithmLifetime, keyStrength, trustedAt } from '../../../pki/validation/algorithm-policy.ts';
import { judgeAlgorithms } from '../../../pki/validation/checks/algorithms.ts';
import { hpkiChain, keys } from '../../support/hpki-chain.ts';
import { rsaKey } from '../../support/certificates.ts';

/** Last second of trust, in UTC; `null` for no end, `never`. */
const lastSecond = (lifetime: ReturnType<typeof algorithmLifetime>): string | null => {
  if (!lifetime) return 'never';
  return lifetime.until && new Date(lifetime.until.getTime() - 1000).toISOString().slice(0, 19);
};
const IN_2014 = '2014-09-30T14:59:59';
const IN_2030 = '2030-12-31T14:59:59';
const IN_2050 = '2050-12-31T14:59:59';

describe('the end of an algorithm', () => {
  it.each([
    ['sha1', IN_2014],
    ['rsa-sha1', IN_2014],
    ['sha256', IN_2050],
    ['rsa-sha256', IN_2050],
    ['rsa-pss-sha384', null],
    ['ecdsa-sha512', null],
    ['dsa-sha256', 'never'],
    ['md5', 'never'],
    ['rsa-md5', 'never'],
    ['hmac-sha256', 'never'],
    ['rsa', 'never'],
    ['-sha256', 'never'],
    ['1.2.840.113549.1.1.4', 'never'],
    ['constructor', 'never'],
    ['unknown', 'never'],
    ['', 'never'],
  ])('%s', (name, expected) => {
    expect(lastSecond(algorithmLifetime(name))).toBe(expected);
  });

  const ec = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).publicKey;
  it.each<[string, () => KeyObject | null, string | null]>([
    ['rsa-512', () => createPublicKey(rsaKey(512)), 'never'],
    ['rsa-1024', () => createPublicKey(keys.weak), IN_2014],
    ['rsa-2047', () => createPublicKey(rsaKey(2047)), IN_2014],
    ['rsa-2048', () => createPublicKey(keys.root), IN_2030],
    ['ec-256', () => ec('prime256v1'), IN_2050],
    ['ec-384', () => ec('secp384r1'), null],
    ['ec-0', () => ec('secp256k1'), 'never'],
    ['ed25519-0', () => generateKeyPairSync('ed25519').publicKey, 'never'],
    ['unknown-0', () => null, 'never'],
  ])('key %s', (name, key, expected) => {
    const { type, bits, lifetime } = keyStrength(key());
    expect([`${type}-${bits}`, lastSecond(lifetime)]).toEqual([name, expected]);
  });

  it('comes to the second', () => {
    const lifetime = algorithmLifetime('sha1');
    expect([trustedAt(lifetime, new Date('2014-09-30T14:59:59.999Z')), trustedAt(lifetime, new Date('2014-09-30T15:00:00Z'))]).toEqual([true, false]);
  });
});

describe('a use of an algorithm counts from the time for which it is proved', () => {
  const chain = hpkiChain();
  const certificates = [chain.holder, chain.authority].map((der) => parseCertificate(der));
  const NOW = new Date('2032-01-01T00:00:00Z');
  const BEFORE = new Date('2026-01-01T00:00:00Z');
  const LONG_AGO = new Date('2010-01-01T00:00:00Z');

  it.each<[string, readonly string[], { signature: Date; issuers: Date; proved: boolean }, string | null]>([
    ['all proved before the end', ['rsa-sha256'], { signature: BEFORE, issuers: BEFORE, proved: true }, null],
    ['nothing proved', ['rsa-sha256'], { signature: NOW, issuers: NOW, proved: false }, 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
    ['proved after the end', ['rsa-sha256'], { signature: NOW, issuers: NOW, proved: true }, 'CRYPTO_CONSTRAINTS_FAILURE'],
    ['issuers not proved', ['rsa-sha256'], { signature: BEFORE, issuers: NOW, proved: true }, 'CRYPTO_CONSTRAINTS_FAILURE'],
    ['SHA-1 proved in its time', ['rsa-sha1', 'sha1'], { signature: LONG_AGO, issuers: LONG_AGO, proved: true }, null],
    ['SHA-1 proved too late', ['rsa-sha1', 'sha1'], { signature: BEFORE, issuers: BEFORE, proved: true }, 'CRYPTO_CONSTRAINTS_FAILURE'],
    ['what never counted', ['rsa-md5'], { signature: LONG_AGO, issuers: LONG_AGO, proved: false }, 'CRYPTO_CONSTRAINTS_FAILURE'],
  ])('%s', (_, names, { signature, issuers, proved }, expected) => {
    const { subIndication = null } = judgeAlgorithms('algorithms', { names, certificates }, { time: signature, proved, provedAt: () => issuers });
    expect(subIndication).toBe(expected);
  });
});
