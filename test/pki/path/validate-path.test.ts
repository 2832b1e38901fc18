import type { KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contextConstructed, contextPrimitive } from '../../../pki/asn1/der.ts';
import { type Der, element, implicit, integer, objectIdentifier, sequence } from '../../../pki/asn1/encode.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { type PathInput, validatePath } from '../../../pki/path/validate-path.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import type { TrustAnchor } from '../../../pki/trust.ts';
import {
  basicConstraints,
  type CertificateSpec,
  certificate,
  critical,
  directoryName,
  extension,
  keyUsage,
  policies,
  rsaKey,
  spkiOf,
  uri,
} from '../../support/certificates.ts';

const AT = new Date('2026-06-01T00:00:00Z');
const year = (value: number): Date => new Date(`${value}-01-01T00:00:00Z`);
const key = { root: rsaKey(), a: rsaKey(), b: rsaKey(), holder: rsaKey(), other: rsaKey() };
const cn = (text: string): NameTemplate => [
  ['C', 'JP'],
  ['CN', text],
];

const issue = (subject: string, issuer: string, keys: readonly [KeyObject, KeyObject], change: Partial<CertificateSpec> = {}) =>
  parseCertificate(
    certificate({
      subject: cn(subject),
      issuer: cn(issuer),
      key: keys[0],
      issuerKey: keys[1],
      serial: 1,
      from: year(2020),
      to: year(2040),
      extensions: [],
      ...change,
    }),
  );
const ca = (pathLength?: number): Der[] => [basicConstraints(true, pathLength), keyUsage('keyCertSign', 'cRLSign')];

const anchor: TrustAnchor = { subject: 'CN=Root,C=JP', spki: spkiOf(key.root), test: false };
const root = issue('Root', 'Root', [key.root, key.root], { extensions: ca() });
const a = issue('A', 'Root', [key.a, key.root], { extensions: ca() });
const b = issue('B', 'A', [key.b, key.a], { extensions: ca() });
const holder = issue('Holder', 'B', [key.holder, key.b]);

function validate(change: Partial<PathInput>) {
  const { valid, reason, path, faults } = validatePath({ certificate: holder, candidates: [a, b], anchors: [anchor], at: AT, ...change });
  return { valid, reason, path: path.map(({ subject }) => subject), faults: faults.map(({ code }) => code) };
}

const VALID = { valid: true, reason: null, path: ['CN=Holder,C=JP', 'CN=B,C=JP', 'CN=A,C=JP'], faults: [] };

describe('a path', () => {
  it.each([
    ['through two authorities', {}],
    ['in whatever order the candidates come', { candidates: [root, holder, b, a, a] }],
    ['to an anchor whose name is written otherwise', { anchors: [{ ...anchor, subject: 'cn=ROOT,c=jp' }] }],
    ['beside an authority of the same name and another key', { candidates: [issue('B', 'A', [key.other, key.a], { extensions: ca() }), b, a] }],
    [
      'beside an expired certificate of the same key',
      { candidates: [issue('A', 'Root', [key.a, key.root], { to: year(2021), extensions: ca() }), b, a] },
    ],
  ] as const)('%s is valid', (_case, change) => expect(validate(change)).toEqual(VALID));

  it('ends as early as an anchor allows', () => {
    expect(validate({ anchors: [anchor, { subject: 'CN=A,C=JP', spki: spkiOf(key.a), test: false }] }).path).toEqual(['CN=Holder,C=JP', 'CN=B,C=JP']);
  });

  it('of an anchor itself has one certificate', () => expect(validate({ certificate: root })).toMatchObject({ valid: true, path: ['CN=Root,C=JP'] }));

  it('longer than eight certificates is not looked for', () => {
    const names = ['Root', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    const chain = names.slice(1).map((name, index) => issue(name, names[index]!, [key.a, index === 0 ? key.root : key.a], { extensions: ca() }));
    expect(validate({ certificate: chain[7]!, candidates: chain })).toMatchObject({ valid: true });
    expect(validate({ certificate: chain[8]!, candidates: chain })).toMatchObject({ valid: false, reason: 'PATH_SEARCH_EXHAUSTED' });
  });

  it('through a thicket of cross-certificates ends after bounded work', () => {
    const names = Array.from({ length: 12 }, (_, index) => `X${index}`);
    const keysByName = new Map(names.map((name) => [name, key.a]));
    const thicket = names.flatMap((subject) =>
      names.filter((issuer) => issuer !== subject).map((issuer) => issue(subject, issuer, [keysByName.get(subject)!, key.a], { extensions: ca() })),
    );
    expect(validate({ certificate: issue('Holder', 'X0', [key.holder, key.a]), candidates: thicket })).toMatchObject({ valid: false });
  });
});

describe('one fault', () => {
  const withA = (...extensions: Der[]): Partial<PathInput> => ({ candidates: [issue('A', 'Root', [key.a, key.root], { extensions }), b] });
  const constraints = (permitted: Der[], excluded: Der[]): Der => {
    const subtrees = (number: number, bases: Der[]): Der[] =>
      bases.length > 0 ? [element(contextConstructed(number), ...bases.map((base) => sequence(base)))] : [];
    return critical('2.5.29.30', sequence(...subtrees(0, permitted), ...subtrees(1, excluded)));
  };
  const anyAddress = element(contextPrimitive(7), new Uint8Array(8));

  it.each([
    ['a missing issuer', { candidates: [b] }, 'ISSUER_NOT_FOUND'],
    ['a root that is no anchor', { candidates: [a, b, root], anchors: [] }, 'ROOT_NOT_TRUSTED'],
    ['an anchor of the same name and another key', { anchors: [{ ...anchor, spki: spkiOf(key.other) }] }, 'SIGNATURE_WRONG'],
    ['a signature of another key', { certificate: issue('Holder', 'B', [key.holder, key.other]) }, 'SIGNATURE_WRONG'],
    ['expiry', { at: year(2041) }, 'EXPIRED'],
    ['a time before all', { at: year(2019) }, 'NOT_YET_VALID'],
    ['an issuer that is no authority', withA(basicConstraints(false), keyUsage('keyCertSign')), 'NOT_A_CA'],
    ['an issuer without constraints', withA(keyUsage('keyCertSign')), 'NOT_A_CA'],
    ['an issuer that may not sign certificates', withA(basicConstraints(true), keyUsage('cRLSign')), 'CA_MAY_NOT_SIGN_CERTIFICATES'],
    ['an authority too many', withA(...ca(0)), 'PATH_TOO_LONG'],
    ['a critical extension that nobody knows', withA(...ca(), critical('1.2.3', integer(1))), 'CRITICAL_EXTENSION_UNKNOWN'],
    ['a name outside the permitted ones', withA(...ca(), constraints([directoryName([['C', 'DE']])], [])), 'NAME_NOT_PERMITTED'],
    ['a name inside the excluded ones', withA(...ca(), constraints([], [directoryName(cn('Holder'))])), 'NAME_NOT_PERMITTED'],
    ['a policy that is required and not there', { explicitPolicy: true }, 'POLICY_NOT_VALID'],
    ['a required policy of the path', withA(...ca(), critical('2.5.29.36', sequence(implicit(0, integer(0))))), 'POLICY_NOT_VALID'],
  ] as const)('%s', (_case, change, reason) => {
    const result = validate(change);
    expect([result.valid, result.reason, new Set(result.faults)]).toEqual([false, reason, new Set([reason])]);
  });

  it.each([
    ['directory names permitted', constraints([directoryName([['C', 'JP']])], []), true],
    ['host names, of which there are none', constraints([uri('.example')], []), true],
    ['addresses, of which there are none', constraints([anyAddress], []), true],
  ])('no fault: %s', (_case, extension_, valid) => expect(validate(withA(...ca(), extension_)).valid).toBe(valid));

  it.each([
    ['a host in the domain', 'http://www.example.jp/x', '.example.jp', true],
    ['the domain itself', 'http://example.jp/', '.example.jp', false],
    ['the very host', 'http://Example.jp/', 'example.jp', true],
    ['a look-alike', 'http://notexample.jp/', 'example.jp', false],
    ['an address instead of a host', 'http://192.0.2.1/', '.example.jp', false],
    ['no URI', 'example.jp', 'example.jp', false],
  ])('permitted URIs: %s', (_case, name, base, valid) => {
    const certificateWithUri = issue('Holder', 'B', [key.holder, key.b], { extensions: [extension('2.5.29.17', sequence(uri(name)))] });
    expect(validate({ ...withA(...ca(), constraints([uri(base)], [])), certificate: certificateWithUri }).valid).toBe(valid);
  });

  it('a constraint on names of a kind that is not understood refuses such names', () => {
    const extensions = [extension('2.5.29.17', sequence(element(contextPrimitive(7), Uint8Array.of(192, 0, 2, 1))))];
    const withAddress = issue('Holder', 'B', [key.holder, key.b], { extensions });
    expect(validate({ ...withA(...ca(), constraints([], [anyAddress])), certificate: withAddress }).reason).toBe('NAME_NOT_PERMITTED');
  });
});

describe('policies', () => {
  const P = '1.2.392.100495.1.5.1.1.3.1';
  const Q = '1.2.3.4';
  const ANY = '2.5.29.32.0';
  const mapping = (from: string, to: string): Der => critical('2.5.29.33', sequence(sequence(objectIdentifier(from), objectIdentifier(to))));
  const policiesOf = (ofA: Der[], ofB: Der[], ofHolder: Der[], input: Partial<PathInput> = {}) => {
    const { valid, policies: found } = validatePath({
      certificate: issue('Holder', 'B', [key.holder, key.b], { extensions: ofHolder }),
      candidates: [
        issue('A', 'Root', [key.a, key.root], { extensions: [...ca(), ...ofA] }),
        issue('B', 'A', [key.b, key.a], { extensions: [...ca(), ...ofB] }),
      ],
      anchors: [anchor],
      at: AT,
      explicitPolicy: true,
      ...input,
    });
    return { valid, policies: found };
  };

  it.each([
    ['the same all the way', [policies(P)], [policies(P)], [policies(P)], {}, [P]],
    ['any above', [policies(ANY)], [policies(ANY)], [policies(P)], {}, [P]],
    ['any below', [policies(P)], [policies(P)], [policies(ANY)], {}, [P]],
    ['any all the way', [policies(ANY)], [policies(ANY)], [policies(ANY)], {}, [ANY]],
    ['any all the way, one asked for', [policies(ANY)], [policies(ANY)], [policies(ANY)], { initialPolicies: [P] }, [P]],
    ['one of two asked for', [policies(P, Q)], [policies(P, Q)], [policies(P, Q)], { initialPolicies: [Q] }, [Q]],
    ['mapped to another', [policies(P)], [policies(P), mapping(P, Q)], [policies(Q)], {}, [P]],
  ])('%s', (_case, ofA, ofB, ofHolder, input, found) => {
    expect(policiesOf(ofA, ofB, ofHolder, input)).toEqual({ valid: true, policies: found });
  });

  it.each([
    ['a test card under a production authority', [policies(P)], [policies(P)], [policies(Q)], {}],
    ['a certificate without any', [policies(P)], [], [policies(P)], {}],
    ['another asked for', [policies(P)], [policies(P)], [policies(P)], { initialPolicies: [Q] }],
    ['any inhibited', [policies(ANY)], [policies(ANY)], [policies(P)], { inhibitAnyPolicy: true }],
    ['mapping inhibited', [policies(P)], [policies(P), mapping(P, Q)], [policies(Q)], { inhibitPolicyMapping: true }],
    ['mapping of any', [policies(ANY)], [policies(ANY), mapping(ANY, Q)], [policies(Q)], {}],
  ])('none: %s', (_case, ofA, ofB, ofHolder, input) => {
    expect(policiesOf(ofA, ofB, ofHolder, input)).toEqual({ valid: false, policies: [] });
  });
});
