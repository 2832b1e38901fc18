import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import records from '../../../resources/trust/authorities.json' with { type: 'json' };
import { integer } from '../../../pki/asn1/encode.ts';
import { type Certificate, parseCertificate, verifyIssuedBy } from '../../../pki/certificate/certificate.ts';
import { PkiError } from '../../../pki/errors.ts';
import { basicConstraints, critical, extension, keyUsage, policies } from '../../support/certificates.ts';
import { AUTH_POLICY, days, hpkiChain, keys, SIGN_POLICY } from '../../support/hpki-chain.ts';
import { withCorpus } from '../../support/shared-data.ts';

const chain = hpkiChain();
const failure = (der: Uint8Array): unknown => {
  try {
    return parseCertificate(der);
  } catch (error) {
    return error instanceof PkiError ? error.code : error;
  }
};

describe('a certificate', () => {
  it('is read whole', () => {
    const { serial, version, notBefore, notAfter, basicConstraints: constraints, keyUsage: usage, ...rest } = parseCertificate(chain.authority);
    expect({ serial, version, notBefore, notAfter, constraints, usage, policies: rest.policies }).toEqual({
      serial: '02',
      version: 3,
      notBefore: days(-2000),
      notAfter: days(4000),
      constraints: { ca: true, pathLength: null },
      usage: ['keyCertSign', 'cRLSign'],
      policies: [SIGN_POLICY],
    });
    expect(rest.crlDistributionPoints.map(({ names }) => names.map((name) => name.kind))).toEqual([['directory'], ['uri']]);
  });

  it('whose signature is no whole number of octets is read, and nobody signed it', () => {
    const der = Uint8Array.from(chain.holder);
    const unusedBits = der.length - 257;
    der[unusedBits] = 1;
    const certificate = parseCertificate(der);
    expect([certificate.subject, certificate.signature.length, verifyIssuedBy(certificate, parseCertificate(chain.authority))]).toEqual([
      parseCertificate(chain.holder).subject,
      0,
      false,
    ]);
  });

  it('does not change with the bytes it was read from', () => {
    const der = Uint8Array.from(chain.holder);
    const certificate = parseCertificate(der);
    der.fill(0);
    expect(Buffer.from(certificate.der).equals(chain.holder)).toBe(true);
  });

  it('says who signed it', () => {
    const [holder, authority, root] = [chain.holder, chain.authority, chain.root].map(parseCertificate) as [Certificate, Certificate, Certificate];
    expect([verifyIssuedBy(holder, authority), verifyIssuedBy(authority, root), verifyIssuedBy(root, root), verifyIssuedBy(holder, root)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a byte after the end', Uint8Array.from([...chain.holder, 0])],
    ['a byte less', chain.holder.slice(0, -1)],
    ['two basic constraints', hpkiChain({ authorityExtensions: [basicConstraints(true)] }).authority],
    ['a malformed key usage', hpkiChain({ usage: critical('2.5.29.15', integer(1)) }).holder],
    ['the same policy twice', hpkiChain({ policy: null, holderExtensions: [policies(AUTH_POLICY, AUTH_POLICY)] }).holder],
  ])('with %s is refused', (_case, der) => expect(failure(der)).toBe('CERTIFICATE_UNREADABLE'));

  it('keeps extensions that it does not know, with their flag', () => {
    const { extensions } = parseCertificate(hpkiChain({ holderExtensions: [critical('1.2.3', integer(7)), extension('1.2.4', integer(8))] }).holder);
    expect(extensions.slice(-2)).toEqual([
      { oid: '1.2.3', critical: true, value: integer(7) },
      { oid: '1.2.4', critical: false, value: integer(8) },
    ]);
  });

  it('without key usage is told from one with a few', () => {
    expect(parseCertificate(hpkiChain({ usage: null }).holder).keyUsage).toBeNull();
    expect(parseCertificate(hpkiChain({ usage: keyUsage('digitalSignature', 'nonRepudiation') }).holder).keyUsage).toEqual([
      'digitalSignature',
      'nonRepudiation',
    ]);
  });

  it('with any byte changed is read, or refused as unreadable, and then its signature is wrong', () => {
    const authority = parseCertificate(chain.authority);
    const byte = fc.tuple(fc.nat({ max: chain.holder.length - 1 }), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(byte, ([position, difference]) => {
        const der = Uint8Array.from(chain.holder);
        der[position] = der[position]! ^ difference;
        const read = failure(der);
        expect(read === 'CERTIFICATE_UNREADABLE' || !verifyIssuedBy(read as Certificate, authority)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('with bytes cut out or put in is never anything but read or unreadable', () => {
    const edit = fc.tuple(fc.nat({ max: chain.holder.length }), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 20 }));
    fc.assert(
      fc.property(edit, ([start, removed, added]) => {
        const read = failure(Uint8Array.from([...chain.holder.slice(0, start), ...added, ...chain.holder.slice(start + removed)]));
        expect(read === 'CERTIFICATE_UNREADABLE' || (read as Certificate).subject !== undefined).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('with a key that does not fit its algorithm verifies nothing', () => {
    expect(verifyIssuedBy(parseCertificate(chain.holder), { spki: new Uint8Array([0x30, 0]) })).toBe(false);
    expect(verifyIssuedBy(parseCertificate(hpkiChain({ holderKey: keys.other }).holder), parseCertificate(chain.authority))).toBe(true);
  });
});

withCorpus('hpki', (folder) => {
  it.each(records.authorities.map((record) => [record.name, record] as const))('%s is as recorded', (name, record) => {
    const { subject, serial, notBefore, notAfter, subjectKeyIdentifier, spki, sha256, ...certificate } = parseCertificate(
      readFileSync(join(folder, `${name}.der`)),
    );
    const iso = (date: Date): string => date.toISOString().replace('.000', '');
    expect({
      name,
      use: record.use,
      subject,
      serial,
      notBefore: iso(notBefore),
      notAfter: iso(notAfter),
      subjectKeyIdentifier,
      policies: certificate.policies,
      spki: Buffer.from(spki).toString('base64'),
      sha256,
    }).toEqual(record);
  });
});

it('is read once for equal bytes, and again for others in the same array', () => {
  const bytes = Uint8Array.from(hpkiChain().holder);
  const first = parseCertificate(bytes);
  expect([parseCertificate(bytes), parseCertificate(Uint8Array.from(bytes))].every((certificate) => certificate === first)).toBe(true);
  bytes[bytes.length - 1]! ^= 1;
  const [changed, issuer] = [parseCertificate(bytes), parseCertificate(hpkiChain().authority)];
  expect([first, changed].map((certificate) => verifyIssuedBy(certificate, issuer))).toEqual([true, false]);
  expect(changed.sha256).not.toBe(first.sha256);
});

withCorpus('pkits', (folder) => {
  it('is read as node:crypto reads it', () => {
    for (const file of readdirSync(join(folder, 'certs'))) {
      const der = readFileSync(join(folder, 'certs', file));
      const { serial, sha256, notAfter } = parseCertificate(der);
      const theirs = new X509Certificate(der);
      expect([serial.replace(/^(-?)0(?=.)/, '$1'), sha256, notAfter.getTime()]).toEqual([
        theirs.serialNumber.replace(/^(-?)0(?=.)/, '$1'),
        theirs.fingerprint256.replaceAll(':', ''),
        Date.parse(theirs.validTo),
      ]);
    }
  });

  it('may have a key with the parameters of another', () => {
    const key = (file: string) => parseCertificate(readFileSync(join(folder, 'certs', file))).publicKey?.asymmetricKeyType ?? null;
    expect(['DSACACert.crt', 'DSAParametersInheritedCACert.crt'].map(key)).toEqual(['dsa', null]);
  });
});
