import { describe, expect, it } from 'vitest';
import { type Der, integer } from '../../../pki/asn1/encode.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { type RevocationTimes, revocationStatus } from '../../../pki/revocation/status.ts';
import { type CrlSpec, critical, crl, directoryName, type Entry, issuingDistributionPoint, uri } from '../../support/certificates.ts';
import { days, hours, hpkiChain, keys, NOW } from '../../support/hpki-chain.ts';

const chain = hpkiChain();
const holder = parseCertificate(chain.holder);
const authority = parseCertificate(chain.authority);
const SERIAL = 0x1234;
const AUTHORITY_NAME = [
  ['C', 'JP'],
  ['O', 'Example'],
  ['CN', 'Example SignCA-forNonRepudiation'],
] as const;

const list = (change: Partial<CrlSpec> = {}): Uint8Array =>
  crl({ issuer: AUTHORITY_NAME, key: keys.authority, thisUpdate: hours(-10), nextUpdate: hours(86), ...change });
const revoked = (date: Date, change: Partial<Entry> = {}): Partial<CrlSpec> => ({ entries: [{ serial: SERIAL, date, ...change }] });
const point = (...spec: Parameters<typeof issuingDistributionPoint>): Partial<CrlSpec> => ({ extensions: [issuingDistributionPoint(...spec)] });
const delta: Der = critical('2.5.29.27', integer(1));

function statusOf(lists: readonly Uint8Array[], times: Partial<RevocationTimes> = {}, issuer: Parameters<typeof revocationStatus>[1] = authority) {
  const { crl: _list, ...status } = { crl: null, ...revocationStatus(holder, issuer, lists.map(parseCrl), { at: NOW, ...times }) };
  return status;
}

const good = (since: number, ageHours = -since) => ({ status: 'good', asOf: hours(since), ageHours });
const unknown = (why: string) => ({ status: 'unknown', why });

describe('a certificate is good', () => {
  it.each([
    ['by a list that holds now', [list()], {}, good(-10)],
    ['by the newest of several', [list({ thisUpdate: hours(-30) }), list(), list({ thisUpdate: hours(-20) })], {}, good(-10)],
    ['by a list that lists others', [list({ entries: [{ serial: 1, date: NOW }] })], {}, good(-10)],
    ['by a list of its distribution point', [list(point({ name: uri('http://pki.example/sign.crl') }))], {}, good(-10)],
    ['by a list of end entities', [list(point({ flag: 'onlyContainsUserCerts' }))], {}, good(-10)],
    ['by a list made after a proved time', [list({ thisUpdate: hours(20) })], { until: hours(30) }, good(20, 0)],
    [
      'when a newer list releases it from hold',
      [list(revoked(days(-1), { reason: 'removeFromCRL' })), list({ thisUpdate: hours(-5) })],
      {},
      good(-5),
    ],
    [
      'when a delta list releases it from hold',
      [
        list({ ...revoked(hours(-9), { reason: 'removeFromCRL' }), thisUpdate: hours(-1), extensions: [delta] }),
        list(revoked(days(-1), { reason: 'certificateHold' })),
      ],
      {},
      good(-10),
    ],
  ])('%s', (_case, lists, times, status) => expect(statusOf(lists, times)).toEqual(status));

  it('by the list of an anchor of which only the key is known', () => {
    expect(statusOf([list()], {}, { subject: authority.subject, spki: authority.spki })).toEqual(good(-10));
  });
});

describe('a certificate is revoked', () => {
  const entry = { status: 'revoked', asOf: hours(-10), ageHours: 10, revocationDate: hours(-20), reason: null };

  it.each([
    ['by an entry', [list(revoked(hours(-20)))], {}, entry],
    ['for a reason', [list(revoked(hours(-20), { reason: 'keyCompromise' }))], {}, { ...entry, reason: 'keyCompromise' }],
    ['while on hold', [list(revoked(hours(-20), { reason: 'certificateHold' }))], {}, { ...entry, reason: 'certificateHold' }],
    [
      'by a list out of date',
      [list({ ...revoked(days(-9)), thisUpdate: days(-8), nextUpdate: days(-4) })],
      {},
      { ...entry, asOf: days(-8), ageHours: 192, revocationDate: days(-9) },
    ],
    [
      'by a delta list',
      [list({ ...revoked(hours(-2)), thisUpdate: hours(-1), extensions: [delta] }), list()],
      {},
      { ...entry, asOf: hours(-1), ageHours: 1, revocationDate: hours(-2) },
    ],
    ['by a list of some reasons', [list({ ...revoked(hours(-20)), ...point({ someReasons: true }) })], {}, entry],
    [
      'by a list made after a proved time',
      [list({ ...revoked(hours(-20)), thisUpdate: hours(20) })],
      { until: hours(30) },
      { ...entry, asOf: hours(20), ageHours: 0 },
    ],
    [
      'for good, whatever a delta list says',
      [
        list({ ...revoked(hours(-9), { reason: 'removeFromCRL' }), thisUpdate: hours(-1), extensions: [delta] }),
        list(revoked(hours(-20), { reason: 'keyCompromise' })),
      ],
      {},
      { ...entry, reason: 'keyCompromise' },
    ],
  ])('%s', (_case, lists, times, status) => expect(statusOf(lists, times)).toEqual(status));
});

describe('a certificate is neither', () => {
  it.each([
    ['without a list', [], unknown('no-list')],
    ['by a list of another issuer', [list({ issuer: [['CN', 'Other']] })], unknown('no-list')],
    ['by a list of another key', [list({ key: keys.other })], unknown('signature-wrong')],
    ['by a list of another key that revokes it', [list({ key: keys.other, ...revoked(NOW) })], unknown('signature-wrong')],
    ['by a list of tomorrow', [list({ thisUpdate: hours(24) })], unknown('not-yet-issued')],
    ['by a list out of date', [list({ nextUpdate: hours(-1) })], { ...unknown('out-of-date'), asOf: hours(-10), ageHours: 10 }],
    ['by a list without an end', [list({ nextUpdate: null })], { ...unknown('out-of-date'), asOf: hours(-10), ageHours: 10 }],
    ['by a delta list alone', [list({ extensions: [delta] })], { ...unknown('delta-list'), asOf: hours(-10), ageHours: 10 }],
    ['by a list of some reasons', [list(point({ someReasons: true }))], { ...unknown('some-reasons-only'), asOf: hours(-10), ageHours: 10 }],
    ['by a list of authorities', [list(point({ flag: 'onlyContainsCACerts' }))], unknown('other-kind-of-certificate')],
    ['by a list of attribute certificates', [list(point({ flag: 'onlyContainsAttributeCerts' }))], unknown('other-kind-of-certificate')],
    ['by an indirect list', [list(point({ flag: 'indirectCRL' }))], unknown('indirect-list')],
    ['by a list of another point', [list(point({ name: directoryName([['CN', 'SARL']]) }))], unknown('other-distribution-point')],
    ['by a list with an unknown critical extension', [list({ extensions: [critical('1.2.3', integer(1))] })], unknown('critical-extension-unknown')],
    [
      'by a list with an unknown critical extension of any entry',
      [list({ entries: [{ serial: 1, date: NOW, extensions: [critical('1.2.3', integer(1))] }] })],
      unknown('critical-extension-unknown'),
    ],
  ])('%s', (_case, lists, status) => expect(statusOf(lists)).toEqual(status));

  it('by a list made when it had expired already', () => {
    const late = list({ thisUpdate: days(1500), nextUpdate: days(1504) });
    expect(statusOf([late], { until: days(1501) })).toEqual({ ...unknown('out-of-date'), asOf: days(1500), ageHours: 0 });
  });

  it('by an issuer that may not sign lists', () => {
    expect(statusOf([list()], {}, { ...authority, keyUsage: ['keyCertSign'] })).toEqual(unknown('issuer-may-not-sign-lists'));
  });
});
