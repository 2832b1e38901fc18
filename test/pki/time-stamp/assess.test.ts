import { describe, expect, it, vi } from 'vitest';
import { contextConstructed } from '../../../pki/asn1/der.ts';
import { boolean, element, explicit, objectIdentifier, octetString, sequence } from '../../../pki/asn1/encode.ts';
import { TIME_STAMPING } from '../../../pki/certificate/extensions/oids.ts';
import { signingCertificateAttribute } from '../../../pki/cms/attributes.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import type { RevocationReason } from '../../../pki/revocation/reason.ts';
import { encodeName, type NameTemplate } from '../../../pki/certificate/encode-name.ts';
import { assessTimeStamp } from '../../../pki/time-stamp/assess.ts';
import type { ControlTime } from '../../../pki/time-stamp/control-time.ts';
import { anchorFromCertificate } from '../../../pki/trust-store/anchor.ts';
import type { FetchedRevocation, VerificationOptions } from '../../../pki/trust.ts';
import { NO_VALIDATION_DATA, type TimeStampEvidence, type ValidationData } from '../../../pki/validation/evidence.ts';
import { basicConstraints, certificate, type CrlSpec, crl, keyUsage } from '../../support/certificates.ts';
import { days, hours, keys, NOW } from '../../support/hpki-chain.ts';
import {
  essCertIdV1,
  messageImprint,
  stampOf,
  timeStampAuthority,
  timeStampToken,
  tokenAttributes,
  TSA_NAME,
  TSA_SERIAL,
  type Tsa,
  UNPROVED,
} from '../../support/time-stamps.ts';

const tsa = timeStampAuthority();

const trusting = (authority: Tsa, change: Partial<VerificationOptions> = {}): VerificationOptions => ({
  anchors: [],
  pinned: [],
  chain: [],
  crls: [authority.crl],
  tsaAnchors: [authority.anchor],
  at: NOW,
  acceptTestCards: false,
  ...change,
});

interface Case {
  readonly authority?: Tsa;
  readonly token?: Uint8Array;
  readonly stamp?: Partial<TimeStampEvidence>;
  readonly signature?: ValidationData;
  readonly options?: Partial<VerificationOptions>;
  readonly control?: ControlTime;
}

async function judged({
  authority = tsa,
  token = timeStampToken(authority),
  stamp = {},
  signature = NO_VALIDATION_DATA,
  options = {},
  control = UNPROVED,
}: Case) {
  const { report } = await assessTimeStamp(stampOf(token, stamp), signature, control, trusting(authority, options));
  const open = report.checks.filter(({ status, informative }) => status !== 'passed' && !informative);
  return { trusted: report.trusted, open: open.map(({ id, status, subIndication }) => [id, status, subIndication].join(' ')), report };
}

const proved = (time: Date): ControlTime => ({ time, proved: true, provedAt: () => time });
const revokedTsa = (date: Date, reason?: RevocationReason): Tsa =>
  timeStampAuthority({ crl: { entries: [{ serial: TSA_SERIAL, date, ...(reason && { reason }) }] } });
const otherRoot = timeStampAuthority({ root: { key: keys.other, issuerKey: keys.other }, tsa: { issuerKey: keys.other }, crl: { key: keys.other } });

describe('a trusted time stamp', () => {
  it('passes every check and tells who, what and when', async () => {
    const { report } = await judged({});
    expect({ ...report, checks: report.checks.map(({ id, status }) => `${id} ${status}`) }).toEqual({
      id: 'stamp',
      kind: 'signature',
      time: hours(-1).toISOString(),
      trusted: true,
      authority: 'CN=Example Time Stamp Server,O=Example Time,C=JP',
      policy: '1.3.6.1.4.1.99999.1',
      serial: '0102030405',
      checks: [
        'time-stamp-format passed',
        'time-stamp-imprint passed',
        'time-stamp-signature passed',
        'time-stamp-algorithms passed',
        'time-stamp-authority passed',
        'time-stamp-purpose passed',
        'time-stamp-revocation passed',
        'time-stamp-accreditation indeterminate',
      ],
    });
  });

  const data = (change: Partial<ValidationData>): ValidationData => ({ ...NO_VALIDATION_DATA, ...change });
  it.each<[string, Case]>([
    ['over SHA-384', { token: timeStampToken(tsa, { algorithm: 'sha384' }) }],
    ['over SHA-512', { token: timeStampToken(tsa, { algorithm: 'sha512' }) }],
    ['with ESSCertID of the first version', { token: timeStampToken(tsa, {}, { bound: [essCertIdV1(tsa.certificate)] }) }],
    [
      'with both versions',
      { token: timeStampToken(tsa, {}, { bound: [essCertIdV1(tsa.certificate), signingCertificateAttribute(tsa.certificate)] }) },
    ],
    ['naming its authority', { token: timeStampToken(tsa, { rest: [explicit(0, explicit(4, encodeName(TSA_NAME)))] }) }],
    [
      'with its certificate beside the signature',
      { token: timeStampToken(tsa, {}, { certificates: [] }), signature: data({ certificates: [tsa.certificate] }) },
    ],
    [
      'with its certificate beside the stamp',
      { token: timeStampToken(tsa, {}, { certificates: [] }), stamp: { data: data({ certificates: [tsa.certificate] }) } },
    ],
    ['with its list in the token', { token: timeStampToken(tsa, {}, { crls: [tsa.crl] }), options: { crls: [] } }],
    ['with its list beside the signature', { signature: data({ crls: [tsa.crl] }), options: { crls: [] } }],
    ['with its list beside the stamp', { stamp: { data: data({ crls: [tsa.crl] }) }, options: { crls: [] } }],
    ['of an authority that may sign without denial', { authority: timeStampAuthority({ usage: keyUsage('digitalSignature', 'nonRepudiation') }) }],
    ['of an authority without key usage', { authority: timeStampAuthority({ usage: null }) }],
    ['of an authority revoked later for a reason that leaves its key good', { authority: revokedTsa(hours(-0.5), 'cessationOfOperation') }],
    [
      'with a list younger than it, under the strict policy',
      { authority: timeStampAuthority({ crl: { thisUpdate: hours(-0.5) } }), options: { revocationPolicy: 'issued-after' } },
    ],
    [
      'with a list signed with SHA-1 that is proved to have existed while that was trusted',
      {
        authority: timeStampAuthority({ crl: { hash: 'sha1' } }),
        control: { ...UNPROVED, provedAt: () => new Date('2013-01-01T00:00:00Z') },
      },
    ],
    ['proved to be older than the loss of the key', { authority: revokedTsa(hours(-0.5), 'keyCompromise'), control: proved(hours(-0.8)) }],
    [
      'proved to be older than the end of its certificate',
      {
        authority: timeStampAuthority({ tsa: { to: hours(-0.5) }, crl: { thisUpdate: hours(-2) } }),
        control: proved(hours(-0.8)),
      },
    ],
  ])('%s', async (_, given) => {
    expect(await judged(given)).toMatchObject({ open: [], trusted: true });
  });

  const pinning = ({ certificate: own }: Tsa) => ({
    crls: [],
    tsaAnchors: [{ ...anchorFromCertificate(own, { test: false }), accreditation: null }],
  });

  it('counts when its own certificate is the anchor', async () => {
    const { trusted, report } = await judged({ options: pinning(tsa) });
    expect([trusted, report.checks.find(({ id }) => id === 'time-stamp-revocation')?.params]).toEqual([true, { pinned: true }]);
  });

  it('counts no longer when its own certificate is the anchor and has expired', async () => {
    const authority = timeStampAuthority({ tsa: { to: hours(-0.5) } });
    expect((await judged({ authority, options: pinning(authority) })).open).toEqual(['time-stamp-authority failed OUT_OF_BOUNDS_NO_POE']);
  });
});

describe('one fault alone', () => {
  const token = timeStampToken(tsa);
  const altered = (offset: number): Uint8Array => token.map((octet, index) => (index === token.length + offset ? octet ^ 1 : octet));
  const unknownDigest = sequence(sequence(objectIdentifier('1.2.3.4')), octetString(new Uint8Array(32)));
  const criticalExtension = element(contextConstructed(1), sequence(objectIdentifier('1.2.3.4'), boolean(true), octetString(sequence())));

  it.each<[string, Case, readonly string[]]>([
    ['no token', { token: Buffer.from('hello') }, ['time-stamp-format failed FORMAT_FAILURE']],
    ['another content', { token: timeStampToken(tsa, {}, { eContentType: '1.2.840.113549.1.7.1' }) }, ['time-stamp-format failed FORMAT_FAILURE']],
    ['two signers', { token: timeStampToken(tsa, {}, { signers: 2 }) }, ['time-stamp-format failed FORMAT_FAILURE']],
    ['no signer', { token: timeStampToken(tsa, {}, { signers: 0 }) }, ['time-stamp-format failed FORMAT_FAILURE']],
    [
      'a critical extension',
      { token: timeStampToken(tsa, { rest: [criticalExtension] }) },
      ['time-stamp-format indeterminate SIG_CONSTRAINTS_FAILURE'],
    ],
    [
      'another imprint',
      { token: timeStampToken(tsa, { imprint: messageImprint('sha256', new Uint8Array(32)) }) },
      ['time-stamp-imprint failed HASH_FAILURE'],
    ],
    [
      'the stamp of another document',
      { stamp: { imprint: (name) => digest(name, Buffer.from('another')) } },
      ['time-stamp-imprint failed HASH_FAILURE'],
    ],
    ['an imprint that cannot be computed', { stamp: { imprint: () => null } }, ['time-stamp-imprint indeterminate SIGNED_DATA_NOT_FOUND']],
    [
      'an unknown digest',
      { token: timeStampToken(tsa, { imprint: unknownDigest }) },
      ['time-stamp-imprint indeterminate CRYPTO_CONSTRAINTS_FAILURE', 'time-stamp-algorithms failed CRYPTO_CONSTRAINTS_FAILURE'],
    ],
    [
      'an imprint by SHA-1',
      { token: timeStampToken(tsa, { algorithm: 'sha1' }) },
      ['time-stamp-algorithms failed CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
    ],
    ['a signature value altered', { token: altered(-1) }, ['time-stamp-signature failed SIG_CRYPTO_FAILURE']],
    [
      'content altered',
      { token: timeStampToken(tsa, {}, { attributes: tokenAttributes(Buffer.from('other'), [signingCertificateAttribute(tsa.certificate)]) }) },
      ['time-stamp-signature failed HASH_FAILURE'],
    ],
    ['no ESSCertID', { token: timeStampToken(tsa, {}, { bound: [] }) }, ['time-stamp-signature failed SIG_CONSTRAINTS_FAILURE']],
    [
      'ESSCertID of another certificate',
      { token: timeStampToken(tsa, {}, { bound: [signingCertificateAttribute(tsa.root)] }) },
      ['time-stamp-signature failed NO_SIGNING_CERTIFICATE_FOUND'],
    ],
    [
      'ESSCertID of the first version of another certificate',
      { token: timeStampToken(tsa, {}, { bound: [essCertIdV1(tsa.root)] }) },
      ['time-stamp-signature failed NO_SIGNING_CERTIFICATE_FOUND'],
    ],
    [
      'the name of another authority',
      { token: timeStampToken(tsa, { rest: [explicit(0, explicit(4, encodeName([['CN', 'Another']])))] }) },
      ['time-stamp-signature failed SIG_CONSTRAINTS_FAILURE'],
    ],
    [
      'no certificate at hand',
      { token: timeStampToken(tsa, {}, { certificates: [] }) },
      ['time-stamp-signature indeterminate NO_SIGNING_CERTIFICATE_FOUND'],
    ],
    [
      'a key of 1024 bits',
      { authority: timeStampAuthority({ tsa: { key: keys.weak } }) },
      ['time-stamp-algorithms failed CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
    ],
    [
      'a certificate signed with SHA-1',
      { authority: timeStampAuthority({ tsa: { hash: 'sha1' } }) },
      ['time-stamp-algorithms failed CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
    ],
    [
      'no anchor',
      { options: { tsaAnchors: [] } },
      ['time-stamp-authority indeterminate NO_CERTIFICATE_CHAIN_FOUND', 'time-stamp-revocation indeterminate TRY_LATER'],
    ],
    [
      'its anchor given for signers only',
      { options: { tsaAnchors: [], anchors: [tsa.anchor] } },
      ['time-stamp-authority indeterminate NO_CERTIFICATE_CHAIN_FOUND', 'time-stamp-revocation indeterminate TRY_LATER'],
    ],
    [
      'an anchor of the same name with another key',
      { options: { tsaAnchors: [otherRoot.anchor] } },
      ['time-stamp-authority failed NO_CERTIFICATE_CHAIN_FOUND', 'time-stamp-revocation indeterminate TRY_LATER'],
    ],
    [
      'a time before its certificate',
      { token: timeStampToken(tsa, { time: days(-800) }) },
      ['time-stamp-authority failed OUT_OF_BOUNDS_NOT_REVOKED'],
    ],
    [
      'a certificate that has expired since',
      { authority: timeStampAuthority({ tsa: { to: hours(-0.5) }, crl: { thisUpdate: hours(-2) } }) },
      ['time-stamp-authority failed OUT_OF_BOUNDS_NO_POE'],
    ],
    ['no purpose', { authority: timeStampAuthority({ purposes: null }) }, ['time-stamp-purpose failed CHAIN_CONSTRAINTS_FAILURE']],
    [
      'a purpose that is not critical',
      { authority: timeStampAuthority({ purposeCritical: false }) },
      ['time-stamp-purpose failed CHAIN_CONSTRAINTS_FAILURE'],
    ],
    [
      'a second purpose',
      { authority: timeStampAuthority({ purposes: [TIME_STAMPING, '1.3.6.1.5.5.7.3.4'] }) },
      ['time-stamp-purpose failed CHAIN_CONSTRAINTS_FAILURE'],
    ],
    [
      'another purpose',
      { authority: timeStampAuthority({ purposes: ['1.3.6.1.5.5.7.3.1'] }) },
      ['time-stamp-purpose failed CHAIN_CONSTRAINTS_FAILURE'],
    ],
    [
      'a key that signs certificates too',
      { authority: timeStampAuthority({ usage: keyUsage('digitalSignature', 'keyCertSign') }) },
      ['time-stamp-purpose failed CHAIN_CONSTRAINTS_FAILURE'],
    ],
    [
      'a list older than it, under the strict policy',
      { options: { revocationPolicy: 'issued-after' } },
      ['time-stamp-revocation indeterminate TRY_LATER'],
    ],
    ['a list signed with SHA-1', { authority: timeStampAuthority({ crl: { hash: 'sha1' } }) }, ['time-stamp-revocation indeterminate TRY_LATER']],
    ['no list', { options: { crls: [] } }, ['time-stamp-revocation indeterminate TRY_LATER']],
    ['the list of another authority', { options: { crls: [otherRoot.crl] } }, ['time-stamp-revocation indeterminate TRY_LATER']],
    [
      'a list out of date',
      { authority: timeStampAuthority({ crl: { thisUpdate: days(-9), nextUpdate: days(-5) } }) },
      ['time-stamp-revocation indeterminate TRY_LATER'],
    ],
    ['revocation before its time', { authority: revokedTsa(hours(-2), 'cessationOfOperation') }, ['time-stamp-revocation failed REVOKED']],
    ['loss of the key after its time', { authority: revokedTsa(hours(-0.5), 'keyCompromise') }, ['time-stamp-revocation failed REVOKED_NO_POE']],
    ['revocation after its time without a reason', { authority: revokedTsa(hours(-0.5)) }, ['time-stamp-revocation failed REVOKED_NO_POE']],
    [
      'loss of the key before the proof of it',
      { authority: revokedTsa(hours(-0.9), 'keyCompromise'), control: proved(hours(-0.8)) },
      ['time-stamp-revocation failed REVOKED_NO_POE'],
    ],
  ])('%s', async (_, given, expected) => {
    const { open, trusted } = await judged(given);
    expect({ open, trusted }).toEqual({ open: expected, trusted: false });
  });
});

describe('a document full of namesakes', () => {
  const TOP: NameTemplate = [['CN', 'Example Time Top']];
  const topSpec = { subject: TOP, issuer: TOP, key: keys.authority, issuerKey: keys.authority, serial: 1, from: days(-3000), to: days(8000) };
  const top = certificate({ ...topSpec, extensions: [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')] });
  const below = timeStampAuthority({ root: { issuer: TOP, issuerKey: keys.authority, serial: 2 } });
  const options = {
    tsaAnchors: [{ ...anchorFromCertificate(top, { test: false }), accreditation: null }],
    crls: [below.crl, crl({ issuer: TOP, key: keys.authority, thisUpdate: hours(-5), nextUpdate: days(30) })],
  };
  const namesakes = Array.from({ length: 3000 }, (_, index) => {
    const der = Uint8Array.from(below.root);
    der.set([index >> 8, index & 0xff], der.length - 2);
    return der;
  });
  const brought = (certificates: readonly Uint8Array[]): ValidationData => ({ ...NO_VALIDATION_DATA, certificates });

  it.each<[string, Case]>([
    ['beside it', { stamp: { data: brought(namesakes) } }],
    ['beside the signature', { signature: brought(namesakes) }],
  ])('%s does not keep a verifier who has the issuer from the path', async (_, given) => {
    expect(await judged({ authority: below, options: { ...options, chain: [below.root] }, ...given })).toMatchObject({ open: [], trusted: true });
  });

  it('keeps others from it', async () => {
    const signature = brought([...namesakes, below.root]);
    expect((await judged({ authority: below, options, signature })).trusted).toBe(false);
    expect((await judged({ authority: below, options, signature: brought([below.root]) })).trusted).toBe(true);
  });
});

describe('an authority below another', () => {
  const TOP: NameTemplate = [['CN', 'Example Time Top']];
  const topSpec = { subject: TOP, issuer: TOP, key: keys.authority, issuerKey: keys.authority, serial: 1, from: days(-3000), to: days(8000) };
  const top = certificate({ ...topSpec, extensions: [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')] });
  const below = timeStampAuthority({ root: { issuer: TOP, issuerKey: keys.authority, serial: 2 } });
  const anchor = { ...anchorFromCertificate(top, { test: false }), accreditation: null };
  const listOfTop = (entries: CrlSpec['entries'] = []) =>
    crl({ issuer: TOP, key: keys.authority, thisUpdate: hours(-5), nextUpdate: days(30), entries });
  const at = (crls: readonly Uint8Array[], chain: readonly Uint8Array[] = [below.root]): Case => ({
    authority: below,
    options: { tsaAnchors: [anchor], chain, crls },
  });

  it.each<[string, Case, readonly string[]]>([
    ['is trusted with a list for each', at([below.crl, listOfTop()]), []],
    ['is not decided without the list of the upper one', at([below.crl]), ['time-stamp-revocation indeterminate TRY_LATER']],
    [
      'is not trusted where the lower one was revoked after the time stamp, whatever the reason',
      at([below.crl, listOfTop([{ serial: 2, date: hours(-0.5), reason: 'cessationOfOperation' }])]),
      ['time-stamp-revocation failed REVOKED_NO_POE'],
    ],
    [
      'is not found without the certificate between',
      at([below.crl, listOfTop()], []),
      ['time-stamp-authority indeterminate NO_CERTIFICATE_CHAIN_FOUND', 'time-stamp-revocation indeterminate TRY_LATER'],
    ],
  ])('%s', async (_, given, open) => {
    expect(await judged(given)).toMatchObject({ open, trusted: open.length === 0 });
  });
});

describe('revocation data that can be fetched', () => {
  const nothing: FetchedRevocation = {
    crls: [],
    ocspResponses: [],
    failures: [{ code: 'HOST_NOT_ALLOWED', place: 'http://time.example/', note: '' }],
  };
  const source = (found: FetchedRevocation) => ({ dataFor: vi.fn(async () => found) });
  const revocation = async (given: Case) => (await judged(given)).report.checks.find(({ id }) => id === 'time-stamp-revocation');

  it('is used', async () => {
    const revocationSource = source({ ...nothing, crls: [tsa.crl], failures: [] });
    const options = { crls: [], revocationSource };
    expect(await revocation({ options })).toMatchObject({
      status: 'passed',
      params: { origin: 'fetched', asOf: hours(-5).toISOString(), hoursNotCovered: 5 },
    });
    expect(revocationSource.dataFor).toHaveBeenCalledOnce();
  });

  it('is told where it cannot be had', async () => {
    expect(await revocation({ options: { crls: [], revocationSource: source(nothing) } })).toMatchObject({
      status: 'indeterminate',
      params: { failures: 'HOST_NOT_ALLOWED http://time.example/' },
    });
  });

  it('is not asked for where no anchor was reached', async () => {
    const revocationSource = source(nothing);
    await revocation({ options: { tsaAnchors: [], revocationSource } });
    expect(revocationSource.dataFor).not.toHaveBeenCalled();
  });
});

describe('accreditation', () => {
  const source = 'https://www.soumu.go.jp/';
  const record = (accredited: boolean) => ({ accredited, source, asOf: '2026-04-01' });
  it.each([
    ['not recorded', null, { status: 'indeterminate' }],
    ['recorded', record(true), { status: 'passed', params: { source, asOf: '2026-04-01' } }],
    ['recorded as missing', record(false), { status: 'failed', params: { source, asOf: '2026-04-01' } }],
  ])('%s is told and changes nothing', async (_, accreditation, expected) => {
    const { trusted, report } = await judged({ options: { tsaAnchors: [{ ...tsa.anchor, accreditation }] } });
    const check = report.checks.find(({ id }) => id === 'time-stamp-accreditation');
    expect([trusted, check]).toMatchObject([true, { informative: true, ...expected }]);
  });
});
