import { describe, expect, it } from 'vitest';
import { implicit, nullValue, octetString, sequence } from '../../pki/asn1/encode.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { EXTENSION } from '../../pki/certificate/extensions/oids.ts';
import { PkiError } from '../../pki/errors.ts';
import { type Identification, type IdentificationTrust, identifyBy } from '../../pki/identification.ts';
import { productionTrust } from '../../pki/trust-store/production-trust.ts';
import type { PinnedAuthority } from '../../pki/trust.ts';
import { basicConstraints, critical, extension, keyUsage, spkiOf } from '../support/certificates.ts';
import { AUTH_POLICY, type Chain, type ChainSpec, days, hours, hpkiChain, keys, NOW } from '../support/hpki-chain.ts';

const TEST_AUTH_POLICY = '1.2.392.100495.1.5.1.2.0.1';
const AUTHENTICATION: ChainSpec = { policy: AUTH_POLICY, authorityPolicy: AUTH_POLICY, usage: keyUsage('digitalSignature') };

const keyId = (byte: number) => Uint8Array.of(byte, byte, byte);
const subjectKey = (byte: number) => extension(EXTENSION.SUBJECT_KEY_IDENTIFIER, octetString(keyId(byte)));
const authorityKey = (byte: number) => extension(EXTENSION.AUTHORITY_KEY_IDENTIFIER, sequence(implicit(0, octetString(keyId(byte)))));

type Change = Partial<IdentificationTrust> & { readonly card?: readonly Uint8Array[] };

function identify(spec: ChainSpec = {}, change: (chain: Chain) => Change = () => ({})): Identification {
  const chain = hpkiChain({ ...AUTHENTICATION, ...spec });
  const { card = [chain.authority], ...trust } = change(chain);
  const lists = { crls: [chain.holderCrl, chain.authorityCrl], at: NOW };
  return identifyBy({ anchors: [chain.anchor], pinned: [], chain: [], ...lists, ...trust })(chain.holder, card);
}

const pinned = (chain: Chain, certificate: Uint8Array, use: PinnedAuthority['use'], key = keys.authority): PinnedAuthority => ({
  name: 'pinned',
  use,
  subject: parseCertificate(certificate).subject,
  spki: spkiOf(key),
  sha256: parseCertificate(chain.authority).sha256,
});

it('tells everything of a doctor whose issuers are known', () => {
  const { authority } = hpkiChain(AUTHENTICATION);
  expect(identify()).toEqual({
    path: 'proved',
    issuers: [authority],
    role: 'doctor',
    roles: ['Medical Doctor'],
    test: false,
    revocation: 'good',
    revoked: null,
  });
});

describe('a path is proved', () => {
  it.each<[string, ChainSpec, (chain: Chain) => Change]>([
    ['by issuers that the card brings', {}, () => ({})],
    ['by issuers at hand', {}, ({ authority }) => ({ card: [], chain: [authority] })],
    ['beside bytes that nobody can read', {}, ({ authority }) => ({ card: [Uint8Array.of(0x30, 0), authority] })],
    [
      'by a published authority whose certificate is not at hand',
      {},
      (chain) => ({ card: [], anchors: [], pinned: [pinned(chain, chain.authority, 'authentication')] }),
    ],
    ['after the certificate has expired', { holder: { to: days(-1) } }, () => ({})],
    ['before the certificate begins', { holder: { from: days(1) } }, () => ({})],
    ['after the issuer has expired', { authority: { to: days(-1) } }, () => ({})],
    ['under the name of a published authority by its own key', {}, (chain) => ({ pinned: [pinned(chain, chain.authority, 'authentication')] })],
  ])('%s', (_case, spec, change) => expect(identify(spec, change).path).toBe('proved'));
});

describe('a path that cannot be proved says nothing against the card', () => {
  it.each<[string, ChainSpec, (chain: Chain) => Change]>([
    ['without the issuer', {}, () => ({ card: [] })],
    ['with the issuer and without its root', {}, () => ({ anchors: [] })],
    ['below the real root, which is another', {}, () => productionTrust()],
    ['below a root that only the card brings', {}, ({ authority, root }) => ({ card: [authority, root], anchors: [] })],
    [
      'by an authority that is published for signatures',
      {},
      (chain) => ({ card: [], anchors: [], pinned: [pinned(chain, chain.authority, 'sign')] }),
    ],
    ['with an extension that is critical and not understood', { holderExtensions: [critical('1.2.3.4', nullValue())] }, () => ({})],
    ['signed over SHA-1', { holder: { hash: 'sha1' } }, () => ({})],
    ['with a key of 1024 bits', { holderKey: keys.weak }, () => ({})],
    [
      'where the issuer of that name at hand has another key',
      { holderExtensions: [authorityKey(1)], authorityExtensions: [subjectKey(2)], holder: { issuerKey: keys.other } },
      () => ({}),
    ],
    ['where the issuer whose key does not fit is not proved itself', { holder: { issuerKey: keys.other } }, () => ({ anchors: [] })],
  ])('%s', (_case, spec, change) => expect(identify(spec, change)).toMatchObject({ path: 'not-provable', role: 'doctor' }));
});

describe('a certificate is wrong', () => {
  it.each<[string, ChainSpec, (chain: Chain) => Change]>([
    ['when its proved issuer did not sign it', { holder: { issuerKey: keys.other } }, () => ({})],
    [
      'also when it names the key of that issuer',
      { holderExtensions: [authorityKey(1)], authorityExtensions: [subjectKey(1)], holder: { issuerKey: keys.other } },
      () => ({}),
    ],
    [
      'when it borrows the name of a published authority',
      { holder: { issuerKey: keys.other } },
      (chain) => ({ card: [], anchors: [], pinned: [pinned(chain, chain.authority, 'sign')] }),
    ],
    [
      'when its issuer borrows the name of the published root',
      { authority: { issuerKey: keys.other } },
      (chain) => ({ pinned: [pinned(chain, chain.root, 'root', keys.root)] }),
    ],
    ['when its issuer is no authority', { authorityConstraints: basicConstraints(false) }, () => ({})],
    ['when its issuer may not issue', { authorityUsage: keyUsage('digitalSignature') }, () => ({})],
  ])('%s', (_case, spec, change) => expect(identify(spec, change).path).toBe('wrong'));

  it('when one bit of it was changed', () => {
    const chain = hpkiChain(AUTHENTICATION);
    const changed = Uint8Array.from(chain.holder);
    changed[changed.length - 1]! ^= 1;
    expect(identifyBy({ anchors: [chain.anchor], pinned: [], chain: [], crls: [], at: NOW })(changed, [chain.authority]).path).toBe('wrong');
  });

  it('and never for ever: issuers that name one another in a circle come to an end', () => {
    const [a, b] = [hpkiChain({ ...AUTHENTICATION, holder: { issuerKey: keys.other } }), hpkiChain({ authority: { issuerKey: keys.other } })];
    expect(identifyBy({ anchors: [], pinned: [], chain: [], crls: [], at: NOW })(a.holder, [a.authority, b.authority, b.root]).path).toBe(
      'not-provable',
    );
  });
});

it.each<[string, ChainSpec, Identification['role'], readonly string[]]>([
  ['a doctor', {}, 'doctor', ['Medical Doctor']],
  ['a doctor among other things', { roles: [{ text: 'Pharmacist' }, { text: 'Medical Doctor' }] }, 'doctor', ['Pharmacist', 'Medical Doctor']],
  ['no role', { roles: [] }, 'not-stated', []],
  ['a role by another coding scheme', { roles: [{ text: 'Medical Doctor', scheme: '1.2.3' }] }, 'not-stated', ['Medical Doctor']],
  ['another profession', { roles: [{ text: 'Pharmacist' }] }, 'other', ['Pharmacist']],
  ['another spelling, which is not guessed at', { roles: [{ text: 'medical doctor' }] }, 'other', ['medical doctor']],
])('role: %s', (_case, spec, role, roles) => expect(identify(spec)).toMatchObject({ role, roles }));

it.each<[string, ChainSpec, (chain: Chain) => Change, boolean]>([
  ['of the production policy', {}, () => ({}), false],
  ['of the test policy', { policy: TEST_AUTH_POLICY }, () => ({}), true],
  ['of the test policy, not provable', { policy: TEST_AUTH_POLICY }, () => ({ anchors: [] }), true],
  ['of a test authority', { testRoot: true }, () => ({}), true],
])('test card: %s', (_case, spec, change, test) => expect(identify(spec, change).test).toBe(test));

describe('revocation by the lists at hand', () => {
  const revoked = (entry: object, times: object = {}): ChainSpec => ({
    holderCrl: { entries: [{ serial: 0x1234, date: days(-10), ...entry }], ...times },
  });
  const UNKNOWN = { revocation: 'unknown', revoked: null } as const;
  it.each<[string, ChainSpec, (chain: Chain) => Change, Pick<Identification, 'revocation' | 'revoked'>]>([
    ['good', {}, () => ({}), { revocation: 'good', revoked: null }],
    ['no list', {}, () => ({ crls: [] }), UNKNOWN],
    ['a list signed over SHA-1', { holderCrl: { hash: 'sha1' } }, () => ({}), UNKNOWN],
    ['a list out of date', { holderCrl: { thisUpdate: days(-9), nextUpdate: days(-5) } }, () => ({}), UNKNOWN],
    ['revoked', revoked({}), () => ({}), { revocation: 'revoked', revoked: { at: days(-10), hold: false } }],
    ['on hold', revoked({ reason: 'certificateHold' }), () => ({}), { revocation: 'revoked', revoked: { at: days(-10), hold: true } }],
    [
      'revoked by a list out of date',
      revoked({}, { thisUpdate: days(-9), nextUpdate: days(-5) }),
      () => ({}),
      { revocation: 'revoked', revoked: { at: days(-10), hold: false } },
    ],
    [
      'an issuer that is revoked',
      { authorityCrl: { entries: [{ serial: 2, date: days(-3) }] } },
      () => ({}),
      { revocation: 'revoked', revoked: { at: days(-3), hold: false } },
    ],
    [
      'a list of somebody else',
      { ...revoked({}), holderCrl: { entries: [{ serial: 0x1234, date: days(-10) }], key: keys.other } },
      () => ({}),
      UNKNOWN,
    ],
    ['a list of an issuer that is not proved', revoked({}), () => ({ anchors: [] }), UNKNOWN],
    ['bytes that are no list', {}, () => ({ crls: [Uint8Array.of(0x30, 0)] }), UNKNOWN],
    [
      'a list from before the certificate was revoked',
      { holderCrl: { thisUpdate: hours(-10), nextUpdate: hours(86) } },
      () => ({}),
      { revocation: 'good', revoked: null },
    ],
  ])('%s', (_case, spec, change, answer) => expect(identify(spec, change)).toMatchObject(answer));
});

it('refuses what is no certificate', () => {
  const judge = identifyBy({ anchors: [], pinned: [], chain: [], crls: [], at: NOW });
  expect(() => judge(Uint8Array.of(0x30, 0), [])).toThrow(PkiError);
});
