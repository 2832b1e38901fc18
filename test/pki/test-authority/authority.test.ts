import { createPrivateKey, createPublicKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Certificate, parseCertificate, verifyIssuedBy } from '../../../pki/certificate/certificate.ts';
import { hpkiProfile } from '../../../pki/hpki/profile.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import type { IssuedPair, TestAuthority } from '../../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../../pki/test-authority/create.ts';
import { DOCTOR } from '../../support/authority.ts';

/** Just after midnight in Japan, still the day before in UTC. */
const now = new Date('2026-11-20T15:30:00Z');
let authority: TestAuthority;
let pair: IssuedPair;

beforeAll(async () => {
  authority = await createTestAuthority({ now });
  pair = await authority.issueCertificates(DOCTOR, now);
});

const issued = (use: keyof IssuedPair): Certificate => parseCertificate(pair[use].certificate);
const own = (role: keyof TestAuthority['keys']): Certificate => parseCertificate(authority.keys[role].certificate);

const shape = ({ subject, keyUsage, extendedKeyUsage, policies, basicConstraints, extensions }: Certificate) => ({
  subject,
  keyUsage,
  extendedKeyUsage,
  policies,
  authority: basicConstraints?.ca ?? false,
  critical: extensions.filter(({ critical }) => critical).map(({ oid }) => oid),
});

const KEY_USAGE = '2.5.29.15';
const POLICIES = '2.5.29.32';
const CONSTRAINTS = '2.5.29.19';

describe('certificates of the authority', () => {
  it.each<[keyof TestAuthority['keys'], object]>([
    [
      'root',
      {
        subject: 'OU=TEST HPKI Root CA,OU=TEST not for production,O=TEST HPKI Desk,C=JP',
        keyUsage: ['keyCertSign', 'cRLSign'],
        extendedKeyUsage: null,
        policies: [],
        authority: true,
        critical: [CONSTRAINTS, KEY_USAGE],
      },
    ],
    [
      'signature',
      {
        subject: 'CN=TEST HPKI Desk SignCA-forNonRepudiation,OU=TEST HPKI CA,O=TEST HPKI Desk,C=JP',
        keyUsage: ['keyCertSign', 'cRLSign'],
        extendedKeyUsage: null,
        policies: ['1.2.392.100495.1.5.1.1.0.1'],
        authority: true,
        critical: [CONSTRAINTS, POLICIES, KEY_USAGE],
      },
    ],
    [
      'authentication',
      {
        subject: 'CN=TEST HPKI Desk AuthCA-forAuthentication-forIndividual,OU=TEST HPKI CA,O=TEST HPKI Desk,C=JP',
        keyUsage: ['keyCertSign', 'cRLSign'],
        extendedKeyUsage: null,
        policies: ['1.2.392.100495.1.5.1.2.0.1'],
        authority: true,
        critical: [CONSTRAINTS, POLICIES, KEY_USAGE],
      },
    ],
    [
      'timeStamping',
      {
        subject: 'CN=TEST HPKI Desk Time Stamp Server,OU=TEST HPKI TSA,O=TEST HPKI Desk,C=JP',
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'],
        policies: [],
        authority: false,
        critical: [KEY_USAGE, '2.5.29.37'],
      },
    ],
  ])('%s has the shape of the healthcare PKI', (role, expected) => {
    expect(shape(own(role))).toEqual(expected);
    expect(verifyIssuedBy(own(role), own('root'))).toBe(true);
  });
});

describe('certificates of a card', () => {
  it.each<[keyof IssuedPair, string, string, string]>([
    ['signature', 'nonRepudiation', '1.2.392.100495.1.5.1.1.0.1', 'sign.crl'],
    ['authentication', 'digitalSignature', '1.2.392.100495.1.5.1.2.0.1', 'auth.crl'],
  ])('%s has the shape of a test card', (use, usage, policy, list) => {
    const certificate = issued(use);
    const { subject, ...rest } = shape(certificate);
    expect(rest).toEqual({ keyUsage: [usage], extendedKeyUsage: null, policies: [policy], authority: false, critical: [KEY_USAGE, POLICIES] });
    expect(subject).toMatch(/^serialNumber=TEST-[0-9A-F]{8},CN=Taro Kensho,O=TEST UNIVERSITY HOSPITAL,C=JP$/);
    expect(hpkiProfile(certificate)).toEqual({
      use,
      test: true,
      hcRoles: [{ codingScheme: '1.2.392.100495.1.6.1.1', text: 'Medical Doctor' }],
      commonName: 'Taro Kensho',
      nameKanji: '検証　太郎',
    });
    expect(certificate.crlDistributionPoints).toEqual([
      { names: [{ kind: 'uri', text: `http://test-authority.invalid/${list}` }], reasons: null, crlIssuer: [] },
    ]);
    expect(verifyIssuedBy(certificate, own(use))).toBe(true);
    expect(pair[use].chain).toEqual([authority.keys[use].certificate, authority.keys.root.certificate]);
  });

  it('fit their private keys', () => {
    for (const use of ['signature', 'authentication'] as const) {
      const key = createPrivateKey({ key: Buffer.from(pair[use].privateKey), format: 'der', type: 'pkcs8' });
      expect(createPublicKey(key).equals(issued(use).publicKey!)).toBe(true);
    }
  });

  it('run by days of Japan, five years and the last day whole', () => {
    expect([issued('signature').notBefore, issued('signature').notAfter]).toEqual([
      new Date('2026-11-20T15:00:00Z'),
      new Date('2031-11-21T14:59:59Z'),
    ]);
  });

  it('have neither organization nor kanji name in the profile without', async () => {
    const { signature } = await authority.issueCertificates({ ...DOCTOR, withKanji: false }, now);
    const certificate = parseCertificate(signature.certificate);
    expect([certificate.subject, certificate.subjectAltNames]).toEqual([
      expect.stringMatching(/^serialNumber=TEST-[0-9A-F]{8},CN=Taro Kensho,C=JP$/),
      [],
    ]);
  });

  it('carry the role verbatim', async () => {
    const { signature } = await authority.issueCertificates({ ...DOCTOR, role: 'Pharmacist' }, now);
    expect(hpkiProfile(parseCertificate(signature.certificate)).hcRoles.map(({ text }) => text)).toEqual(['Pharmacist']);
  });
});

describe('revocation lists', () => {
  it('are signed by their issuers, hold for 96 hours and tell what they cover', () => {
    const lists = authority.crls.map(parseCrl);
    expect(
      lists.map((list) => ({
        issuer: list.issuer,
        hours: (list.nextUpdate!.getTime() - list.thisUpdate.getTime()) / 3_600_000,
        scope: list.issuingDistributionPoint && [
          list.issuingDistributionPoint.onlyContainsCACerts,
          list.issuingDistributionPoint.onlyContainsUserCerts,
        ],
        revoked: list.entries.size,
      })),
    ).toEqual([
      { issuer: own('root').subject, hours: 96, scope: [true, false], revoked: 0 },
      { issuer: own('root').subject, hours: 96, scope: [false, true], revoked: 0 },
      { issuer: own('signature').subject, hours: 96, scope: null, revoked: 0 },
      { issuer: own('authentication').subject, hours: 96, scope: null, revoked: 0 },
    ]);
    expect(lists.map((list, index) => verifyIssuedBy(list, own((['root', 'root', 'signature', 'authentication'] as const)[index]!)))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('list a revoked certificate from the next publication on, in the list of its issuer only', async () => {
    const mine = await createTestAuthority({ now });
    const { signature } = await mine.issueCertificates(DOCTOR, now);
    const { serial } = parseCertificate(signature.certificate);
    mine.revoke(serial, 'cessationOfOperation', now);
    expect(parseCrl(mine.records.crls['sign.crl']).entries.size).toBe(0);
    const later = new Date(now.getTime() + 60_000);
    const lists = mine.publishCrls(later);
    expect(Object.entries(lists).map(([name, der]) => [name, parseCrl(der).thisUpdate, [...parseCrl(der).entries]])).toEqual([
      ['sarl.crl', later, []],
      ['tsa.crl', later, []],
      ['sign.crl', later, [{ serial, revocationDate: now, reason: 'cessationOfOperation', invalidityDate: null }]],
      ['auth.crl', later, []],
    ]);
    expect(mine.records.crlNumber).toBe(2);
  });

  it.each(['FF00000000000000', '01', ''])('a serial number of nobody (%s) cannot be revoked', (serial) => {
    expect(() => authority.revoke(serial, 'unspecified', now)).toThrow(RangeError);
  });
});
