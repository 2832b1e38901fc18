import { describe, expect, it } from 'vitest';
import { implicit, octetString, sequence } from '../../../pki/asn1/encode.ts';
import { type Certificate, parseCertificate } from '../../../pki/certificate/certificate.ts';
import { EXTENSION } from '../../../pki/certificate/extensions/oids.ts';
import { validatePath } from '../../../pki/path/validate-path.ts';
import { gather } from '../../../pki/validation/gather.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import { basicConstraints, type CertificateSpec, certificate, extension, keyUsage, rsaKey, spkiOf } from '../../support/certificates.ts';
import { days, evidenceOf, hpkiChain, NOW, trusting } from '../../support/hpki-chain.ts';

const key = { root: rsaKey(), before: rsaKey(), after: rsaKey(), holder: rsaKey() };
const cn = (text: string): NameTemplate => [['CN', text]];
const anchor = { subject: 'CN=Root', spki: spkiOf(key.root), test: false };

/** Key identifiers are whatever a certificate says: a hint where to look first. */
const subjectKey = (id: number) => extension(EXTENSION.SUBJECT_KEY_IDENTIFIER, octetString(Uint8Array.of(id)));
const authorityKey = (id: number) => extension(EXTENSION.AUTHORITY_KEY_IDENTIFIER, sequence(implicit(0, octetString(Uint8Array.of(id)))));
const [BEFORE, AFTER] = [1, 2];

const made = (change: Partial<CertificateSpec>): Certificate =>
  parseCertificate(
    certificate({
      subject: cn('CA'),
      issuer: cn('Root'),
      key: key.before,
      issuerKey: key.root,
      serial: 1,
      from: days(-100),
      to: days(100),
      extensions: [],
      ...change,
    }),
  );
const authority = (serial: number, id: number | null, change: Partial<CertificateSpec>): Certificate =>
  made({ serial, extensions: [basicConstraints(true), keyUsage('keyCertSign'), ...(id === null ? [] : [subjectKey(id)])], ...change });

const ca = {
  before: authority(11, BEFORE, {}),
  after: authority(12, AFTER, { key: key.after }),
  /** Over the key of after the change, signed by that of before: its new key vouched for by the old one, and the other way round. */
  newByOld: authority(13, AFTER, { key: key.after, issuer: cn('CA'), issuerKey: key.before }),
  oldByNew: authority(14, BEFORE, { issuer: cn('CA'), issuerKey: key.after }),
  expired: authority(15, BEFORE, { to: days(-1) }),
  again: authority(16, BEFORE, { from: days(-10) }),
  nameless: authority(17, null, {}),
};
type Authority = keyof typeof ca;
const holder = (id: number, issuerKey = id === AFTER ? key.after : key.before) =>
  made({ subject: cn('Holder'), issuer: cn('CA'), key: key.holder, issuerKey, serial: 2, extensions: [authorityKey(id)] });

describe('of several certificates of an authority', () => {
  it.each<[string, number, readonly Authority[], readonly Authority[]]>([
    ['that of the key which the holder names', AFTER, ['before', 'after'], ['after']],
    ['that of the old key for an old holder', BEFORE, ['after', 'before'], ['before']],
    ['the change of key vouched for by the old one', AFTER, ['before', 'newByOld'], ['newByOld', 'before']],
    ['the old key vouched for by the new one', BEFORE, ['after', 'oldByNew'], ['oldByNew', 'after']],
    ['the one that is valid', BEFORE, ['expired', 'again'], ['again']],
    ['the one given first of two as good', BEFORE, ['before', 'again'], ['before']],
    ['the other way round', BEFORE, ['again', 'before'], ['again']],
    ['one that names no key after one that does', BEFORE, ['nameless', 'before'], ['before']],
    ['one that names no key, where it is alone', BEFORE, ['nameless'], ['nameless']],
  ])('counts %s', (_which, id, candidates, path) => {
    const result = validatePath({ certificate: holder(id), candidates: candidates.map((name) => ca[name]), anchors: [anchor], at: NOW });
    const names = result.path.slice(1).map((member) => Object.entries(ca).find(([, one]) => one === member)?.[0]);
    expect([result.valid, names]).toEqual([true, path]);
  });

  it('a wrong name of a key is only a hint', () => {
    const lying = holder(AFTER, key.before);
    expect(validatePath({ certificate: lying, candidates: [ca.after, ca.before], anchors: [anchor], at: NOW }).valid).toBe(true);
  });
});

describe('a document full of namesakes of its issuer', () => {
  const chain = hpkiChain();
  const namesakes = Array.from({ length: 3000 }, (_, index) => {
    const der = Uint8Array.from(chain.authority);
    der.set([index >> 8, index & 0xff], der.length - 2);
    return der;
  });
  const path = (known: readonly Uint8Array[], embedded: readonly Uint8Array[]) => {
    const evidence = evidenceOf(chain);
    const brought = { ...evidence, embedded: { ...evidence.embedded, certificates: embedded } };
    return gather(parseCertificate(chain.holder), brought, { signature: null, provedAt: () => NOW }, { ...trusting(chain), chain: known }).path;
  };

  it('does not keep those who have the issuer themselves from the path', () => {
    expect(path([chain.authority], namesakes).valid).toBe(true);
    expect(path([], [...namesakes, chain.authority]).reason).toBe('PATH_SEARCH_EXHAUSTED');
  });
});
