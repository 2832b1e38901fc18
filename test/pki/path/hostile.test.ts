import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contextConstructed } from '../../../pki/asn1/der.ts';
import { type Der, element, objectIdentifier, sequence } from '../../../pki/asn1/encode.ts';
import { type Certificate, parseCertificate } from '../../../pki/certificate/certificate.ts';
import { validateCertificate } from '../../../pki/path/validate-certificate.ts';
import { type PathInput, type PathResult, validatePath } from '../../../pki/path/validate-path.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { pathRevocation } from '../../../pki/revocation/path-revocation.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import type { TrustAnchor } from '../../../pki/trust.ts';
import {
  basicConstraints,
  type CertificateSpec,
  certificate,
  critical,
  crl,
  directoryName,
  extension,
  keyUsage,
  policies,
  rsaKey,
  spkiOf,
} from '../../support/certificates.ts';

const AT = new Date('2026-06-01T00:00:00Z');
const [FROM, TO] = [new Date('2020-01-01T00:00:00Z'), new Date('2040-01-01T00:00:00Z')];
const key = { root: rsaKey(), a: rsaKey(), b: rsaKey() };
const cn = (text: string): NameTemplate => [['CN', text]];
const anchor: TrustAnchor = { subject: 'CN=Root', spki: spkiOf(key.root), test: false };
const ca = [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')];

let serial = 1;
const issue = (subject: string, issuer: string, keys: readonly [KeyObject, KeyObject], change: Partial<CertificateSpec> = {}): Certificate =>
  parseCertificate(
    certificate({
      subject: cn(subject),
      issuer: cn(issuer),
      key: keys[0],
      issuerKey: keys[1],
      serial: serial++,
      from: FROM,
      to: TO,
      extensions: ca,
      ...change,
    }),
  );

/** A second and 100 MB are what a hostile set may cost; the machine may be busy, so that processor time is counted. */
function costs(work: () => unknown): { readonly seconds: number; readonly megabytes: number } {
  const memory = process.memoryUsage().rss;
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1_000_000, megabytes: (process.memoryUsage().rss - memory) / 1_000_000 };
}

function validate(change: Partial<PathInput> & Pick<PathInput, 'certificate' | 'candidates'>): PathResult {
  let result: PathResult | undefined;
  const { seconds, megabytes } = costs(() => {
    result = validatePath({ anchors: [anchor], at: AT, ...change });
  });
  expect(seconds).toBeLessThan(1);
  expect(megabytes).toBeLessThan(100);
  return result!;
}

/** Without a key generation or a signature for each: the signature is of another, which is found out one by one. */
function copies(original: Certificate, count: number): Certificate[] {
  return Array.from({ length: count }, (_, index) => {
    const der = new Uint8Array(original.der);
    der.set([index >> 8, index & 0xff], der.length - 2);
    return parseCertificate(der);
  });
}

describe('a hostile set of certificates ends with a plain answer', () => {
  it('of two authorities that issue each other', () => {
    const set = [issue('A', 'B', [key.a, key.b]), issue('B', 'A', [key.b, key.a])];
    expect(validate({ certificate: issue('X', 'A', [key.b, key.a]), candidates: set })).toMatchObject({ valid: false, anchor: null });
  });

  it('of an authority that issues itself under many keys', () => {
    const keys = Array.from({ length: 12 }, () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey);
    const set = keys.flatMap((own) => keys.map((issuer) => issue('A', 'A', [own, issuer])));
    expect(validate({ certificate: issue('X', 'A', [key.b, keys[0]!]), candidates: set })).toMatchObject({
      valid: false,
      anchor: null,
      reason: 'PATH_SEARCH_EXHAUSTED',
    });
  });

  it('of three thousand that bear the name of the issuer', () => {
    const good = issue('A', 'Root', [key.a, key.root]);
    const holder = issue('X', 'A', [key.b, key.a]);
    expect(validate({ certificate: holder, candidates: [good] }).valid).toBe(true);
    expect(validate({ certificate: holder, candidates: [...copies(issue('A', 'Root', [key.b, key.b]), 3000), good] })).toMatchObject({
      valid: false,
    });
  });

  it('of thousands of good ones of the same key', () => {
    const set = copies(issue('A', 'B', [key.a, key.b]), 3000);
    expect(validate({ certificate: issue('X', 'A', [key.b, key.a]), candidates: set })).toMatchObject({ valid: false });
  });

  it('of giant name constraints, beside those that fit', () => {
    const names = (count: number): Der[] => Array.from({ length: count }, (_, index) => directoryName(cn(`N${index}`)));
    const constrained = (count: number): Certificate =>
      issue('A', 'Root', [key.a, key.root], {
        extensions: [...ca, critical('2.5.29.30', sequence(element(contextConstructed(1), ...names(count).map((name) => sequence(name)))))],
      });
    const holder = (count: number): Certificate =>
      issue('X', 'A', [key.b, key.a], {
        extensions: [extension('2.5.29.17', sequence(...names(count).map((_name, index) => directoryName(cn(`M${index}`)))))],
      });
    expect(validate({ certificate: holder(200), candidates: [constrained(200)] })).toMatchObject({ valid: true });
    expect(validate({ certificate: holder(4000), candidates: [constrained(4000)] })).toMatchObject({
      valid: false,
      reason: 'NAME_CONSTRAINTS_TOO_LARGE',
    });
  });

  it('of giant policy trees', () => {
    const oid = (level: number, index: number): string => `1.2.${level}.${index}`;
    const COUNT = 900;
    const all = (level: number): Der => policies(...Array.from({ length: COUNT }, (_, index) => oid(level, index)));
    const mappings = (level: number): Der =>
      critical(
        '2.5.29.33',
        sequence(
          ...Array.from({ length: COUNT }, (_, index) =>
            sequence(objectIdentifier(oid(level, index)), objectIdentifier(oid(level + 1, (index * 7) % COUNT))),
          ),
        ),
      );
    const names = ['Root', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6'];
    const set = names
      .slice(1)
      .map((name, level) =>
        issue(name, names[level]!, [key.a, level === 0 ? key.root : key.a], { extensions: [...ca, all(level), mappings(level)] }),
      );
    const result = validate({ certificate: issue('X', 'P6', [key.b, key.a], { extensions: [all(6)] }), candidates: set, explicitPolicy: true });
    expect([result.valid, result.policies.length]).toEqual([true, COUNT]);
  });
});

describe('thousands of revocation lists end with a plain answer', () => {
  const holder = issue('X', 'A', [key.b, key.a]);
  const a = issue('A', 'Root', [key.a, key.root]);
  const rootList = parseCrl(crl({ issuer: cn('Root'), key: key.root, thisUpdate: FROM, nextUpdate: TO }));
  const listOf = (issuerKey: KeyObject, minutes: number) =>
    crl({ issuer: cn('A'), key: issuerKey, thisUpdate: new Date(AT.getTime() - minutes * 60_000), nextUpdate: TO });
  const junk = (count: number) => {
    const original = listOf(key.b, 1);
    return Array.from({ length: count }, (_, index) => {
      const der = new Uint8Array(original);
      der.set([index >> 8, index & 0xff], der.length - 2);
      return parseCrl(der);
    });
  };

  it('that nobody at hand signed, before one that counts', () => {
    const crls = [...junk(1500), parseCrl(listOf(key.a, 60)), rootList];
    const { seconds } = costs(() => {
      expect(validateCertificate({ certificate: holder, candidates: [a], anchors: [anchor], at: AT, crls }).valid).toBe(true);
    });
    expect(seconds).toBeLessThan(1);
  });

  it('so many that the search is cut off, which never hides a revocation behind good', () => {
    const crls = [...junk(4000), parseCrl(listOf(key.a, 60)), rootList];
    const path = validatePath({ certificate: holder, candidates: [a], anchors: [anchor], at: AT });
    const { seconds } = costs(() => {
      expect(pathRevocation(path, { crls, ocspResponses: [], candidates: [a] }, { at: AT })[0]?.status).toEqual({
        status: 'unknown',
        why: 'search-exhausted',
      });
    });
    expect(seconds).toBeLessThan(1);
  });
});
