import { describe, expect, it } from 'vitest';
import { type Der, integer } from '../../../pki/asn1/encode.ts';
import { basicConstraints, certificateIssuer, critical, directoryName, keyUsage, uri } from '../../support/certificates.ts';
import { days, hours, keys, NOW } from '../../support/hpki-chain.ts';
import {
  COMPROMISE,
  OTHERS,
  ROOT,
  delta,
  list,
  numbered,
  point,
  revoked,
  stale,
  statusOf,
  unknown,
  type World,
} from '../../support/revocation-lists.ts';

describe('a certificate is neither', () => {
  const foreign: Der = critical('1.2.3', integer(1));

  it.each<[string, readonly Uint8Array[], World, object]>([
    ['without a list', [], {}, unknown('no-list')],
    ['by a list of another issuer', [list({ issuer: [['CN', 'Other']] })], {}, unknown('no-list')],
    ['by a list of another key', [list({ key: keys.other })], {}, unknown('signature-wrong')],
    ['by a list of another key that revokes it', [list({ key: keys.other, ...revoked(NOW) })], {}, unknown('signature-wrong')],
    ['by a list of tomorrow', [list({ thisUpdate: hours(24) })], {}, unknown('not-yet-issued')],
    ['by a list out of date', [list({ nextUpdate: hours(-1) })], {}, stale('out-of-date')],
    ['by a list without an end', [list({ nextUpdate: null })], {}, stale('out-of-date')],
    ['by a delta list alone', [delta(5, 6)], {}, { ...unknown('delta-list'), asOf: hours(-1), ageHours: 1 }],
    [
      'by a delta list of a newer base',
      [numbered(5, { nextUpdate: hours(-2) }), delta(6, 7)],
      {},
      { ...unknown('delta-list'), asOf: hours(-1), ageHours: 1 },
    ],
    [
      'by a delta list of another scope',
      [numbered(5, { nextUpdate: hours(-2) }), delta(5, 6, point({ flag: 'onlyContainsUserCerts' }))],
      {},
      { ...unknown('delta-list'), asOf: hours(-1), ageHours: 1 },
    ],
    ['by a list of some reasons', [list(point({ reasons: COMPROMISE }))], {}, stale('some-reasons-only')],
    [
      'by a point of some reasons, with a list of the others',
      [list(point({ name: uri('http://a.example'), reasons: OTHERS }))],
      { points: [{ name: uri('http://a.example'), reasons: COMPROMISE }] },
      unknown('other-distribution-point'),
    ],
    ['by a list of authorities', [list(point({ flag: 'onlyContainsCACerts' }))], {}, unknown('other-kind-of-certificate')],
    ['by a list of attribute certificates', [list(point({ flag: 'onlyContainsAttributeCerts' }))], {}, unknown('other-kind-of-certificate')],
    [
      'by a list that names issuers and is not indirect',
      [list({ entries: [{ serial: 1, date: NOW, extensions: [certificateIssuer(ROOT)] }] })],
      {},
      unknown('indirect-list'),
    ],
    ['by a list of another point', [list(point({ name: directoryName([['CN', 'SARL']]) }))], {}, unknown('other-distribution-point')],
    ['by a list with an unknown critical extension', [list({ extensions: [foreign] })], {}, unknown('critical-extension-unknown')],
    [
      'by a list with an unknown critical extension of any entry',
      [list({ entries: [{ serial: 1, date: NOW, extensions: [foreign] }] })],
      {},
      unknown('critical-extension-unknown'),
    ],
    [
      'by a list made when it had expired already',
      [list({ thisUpdate: days(1500), nextUpdate: days(1504) })],
      { times: { until: days(1501) } },
      { ...unknown('out-of-date'), asOf: days(1500), ageHours: 0 },
    ],
    [
      'by an issuer that may not sign lists',
      [list()],
      { authority: { extensions: [basicConstraints(true), keyUsage('keyCertSign')] } },
      unknown('issuer-may-not-sign-lists'),
    ],
    ['by a list older than its issuer', [list()], { authority: { from: hours(-9) } }, unknown('issuer-out-of-bounds')],
  ])('%s', (_case, lists, world, status) => expect(statusOf(lists, world)).toEqual(status));
});
