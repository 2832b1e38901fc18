import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificateSha256, holderName, kindOf, orderChain, parseCertificate } from '../../../card/hpki/certificate-facts.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import { doctor } from '../../support/cards.ts';
import { certificate, rsaKey } from '../../support/certificates.ts';
import { withCorpus } from '../../support/shared-data.ts';

/** Head of the BIT STRING around the SEQUENCE of an RSA key of 2048 bits. */
const RSA_PUBLIC_KEY = Buffer.from('0382010f003082010a', 'hex');
const key = rsaKey();
const [from, to] = [new Date('2026-01-01'), new Date('2027-01-01')];
const selfSigned = (subject: NameTemplate): Uint8Array =>
  certificate({ subject, issuer: [['C', 'JP']], key, issuerKey: key, serial: 1, from, to, extensions: [] });

describe('facts of a certificate', () => {
  it.each(['signature', 'authentication'] as const)('the one for %s is known by its key usage', (kind) => {
    expect(kindOf(doctor[kind].certificate)).toBe(kind);
  });

  it.each([
    ['a CA certificate', doctor.signature.chain[0]!],
    ['nothing', new Uint8Array()],
    ['a sequence', Uint8Array.of(0x30, 0x00)],
  ])('%s belongs to no application', (_, der) => {
    expect(kindOf(der)).toBeNull();
  });

  it('a chain is put in order, nearest issuer first, without strangers', () => {
    const [issuer, root] = doctor.signature.chain.map((der) => new X509Certificate(der));
    const stranger = new X509Certificate(doctor.authentication.chain[0]!);
    const leaf = new X509Certificate(doctor.signature.certificate);
    expect(orderChain(leaf, [root!, stranger, issuer!])).toEqual([issuer, root]);
    expect(orderChain(leaf, [root!, stranger])).toEqual([]);
  });

  it.each([
    ['Taro Kensho', 'Taro Kensho'],
    ['a+b, "c" \\41 <d>;', 'a+b, "c" \\41 <d>;'],
    [' 検証　太郎 ', ' 検証　太郎 '],
    ['#A=B\nCN=C', '#A=B\nCN=C'],
  ])('the holder goes by the common name %j as it was written', (name, holder) => {
    expect(
      holderName(
        new X509Certificate(
          selfSigned([
            ['C', 'JP'],
            ['CN', name],
            ['serialNumber', '1'],
          ]),
        ),
      ),
    ).toBe(holder);
  });

  it('a holder without any name has none', () => {
    expect(holderName(new X509Certificate(selfSigned([])))).toBe('');
  });

  it('a certificate whose public key cannot be read names its holder', () => {
    const der = Buffer.from(doctor.signature.certificate);
    der[der.indexOf(RSA_PUBLIC_KEY) + RSA_PUBLIC_KEY.length - 4] = 0x31;
    const unreadable = new X509Certificate(der);
    expect(() => unreadable.publicKey).toThrow();
    expect(holderName(unreadable)).toBe('Taro Kensho');
  });

  it('bytes that are no certificate are none', () => {
    expect([parseCertificate(new Uint8Array()), parseCertificate(Uint8Array.of(0x30, 0x00))]).toEqual([null, null]);
  });
});

withCorpus('hpki', (folder) => {
  const load = (name: string): Uint8Array => readFileSync(join(folder, name));

  it.each([
    ['test-card-jma-doctor.der', 'JMACombi20766', 'signature'],
    ['test-card-jpa-pharmacist.der', '20024 JPATEST', 'signature'],
    ['test-card-medis-doctor.der', 'Sanjushi Kagurazaka', 'signature'],
    ['jma-sign-ca-hpki-jv2.der', 'HPKI-01-HPKI_JV2-forNonRepudiation', null],
  ])('%s', (name, holder, kind) => {
    const der = load(name);
    expect({ holder: holderName(new X509Certificate(der)), kind: kindOf(der) }).toEqual({ holder, kind });
  });

  it('a holder without common name goes by the whole name', () => {
    expect(holderName(new X509Certificate(load('mhlw-hpki-root-ca-v2.der')))).toContain('OU=MHLW HPKI Root CA V2');
  });

  it('the fingerprint is that of the bytes', () => {
    expect(certificateSha256(load('mhlw-hpki-root-ca-v2.der'))).toBe(
      new X509Certificate(load('mhlw-hpki-root-ca-v2.der')).fingerprint256.replaceAll(':', '').toLowerCase(),
    );
  });
});
