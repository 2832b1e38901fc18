import { describe, expect, it } from 'vitest';
import { generalizedTime } from '../../../pki/asn1/encode.ts';
import { certificateIssuer, directoryName, extension, invalidityDate, uri } from '../../support/certificates.ts';
import { days, hours, NOW } from '../../support/hpki-chain.ts';
import {
  AUTHORITY,
  COMPROMISE,
  OTHERS,
  REVOKED,
  ROOT,
  SERIAL,
  delta,
  good,
  list,
  numbered,
  point,
  revoked,
  statusOf,
  type World,
} from '../../support/revocation-lists.ts';

describe('a certificate is good', () => {
  it.each<[string, readonly Uint8Array[], World, object]>([
    ['by a list that holds now', [list()], {}, good(-10)],
    ['by the newest of several', [list({ thisUpdate: hours(-30) }), list(), list({ thisUpdate: hours(-20) })], {}, good(-10)],
    ['by a list that lists others', [list({ entries: [{ serial: 1, date: NOW }] })], {}, good(-10)],
    ['by a list of its distribution point', [list(point({ name: uri('http://pki.example/sign.crl') }))], {}, good(-10)],
    ['by a list of its distribution point in other letters', [list(point({ name: uri('HTTP://PKI.example/sign.crl') }))], {}, good(-10)],
    ['by a list that names its issuer as the point', [list(point({ name: directoryName(AUTHORITY) }))], {}, good(-10)],
    [
      'by a list of a point relative to its issuer',
      [list(point({ relativeName: [['OU', 'lists']] }))],
      { points: [{ name: directoryName([...AUTHORITY, ['OU', 'Lists']]) }] },
      good(-10),
    ],
    [
      'by a relative point and a list that names it in full',
      [list(point({ name: directoryName([...AUTHORITY, ['OU', 'Lists']]) }))],
      { points: [{ relativeName: [['OU', 'Lists']] }] },
      good(-10),
    ],
    ['by a list of end entities', [list(point({ flag: 'onlyContainsUserCerts' }))], {}, good(-10)],
    ['by an indirect list of its own issuer', [list(point({ flag: 'indirectCRL' }))], {}, good(-10)],
    [
      'by an indirect list that names its number for another issuer',
      [list({ ...point({ flag: 'indirectCRL' }), entries: [{ serial: SERIAL, date: NOW, extensions: [certificateIssuer(ROOT)] }] })],
      {},
      good(-10),
    ],
    ['by a list made after a proved time', [list({ thisUpdate: hours(20) })], { times: { until: hours(30) } }, good(20, 0)],
    [
      'by lists that together cover every reason',
      [list(point({ reasons: COMPROMISE })), list({ ...point({ reasons: OTHERS }), thisUpdate: hours(-5) })],
      {},
      good(-10),
    ],
    [
      'by points that together cover every reason',
      [list()],
      {
        points: [
          { name: uri('http://a.example'), reasons: COMPROMISE },
          { name: uri('http://b.example'), reasons: OTHERS },
        ],
      },
      good(-10),
    ],
    ['by a complete list and what changed since', [numbered(5), delta(5, 6)], {}, good(-1)],
    ['by a complete list newer than the base', [numbered(5), delta(4, 6)], {}, good(-1)],
    ['by a complete list out of date that a delta list brings up to date', [numbered(5, { nextUpdate: hours(-2) }), delta(5, 6)], {}, good(-1)],
    ['beside a delta list that does not fit', [numbered(5), delta(6, 7)], {}, good(-10)],
    [
      'when a newer list releases it from hold',
      [list(revoked(days(-1), { reason: 'certificateHold' })), list({ thisUpdate: hours(-5) })],
      {},
      good(-5),
    ],
    [
      'when a delta list releases it from hold',
      [delta(5, 6, revoked(hours(-9), { reason: 'removeFromCRL' })), numbered(5, revoked(days(-1), { reason: 'certificateHold' }))],
      {},
      good(-1),
    ],
    [
      'on hold only after the proved time',
      [list({ ...revoked(hours(5), { reason: 'certificateHold' }), thisUpdate: hours(8) })],
      { times: { until: hours(9) } },
      good(8, 0),
    ],
    [
      'by a list made when it had expired, of an authority that keeps expired ones',
      [list({ thisUpdate: days(4100), nextUpdate: days(4104), extensions: [extension('2.5.29.60', generalizedTime(days(-1)))] })],
      { times: { until: days(4101) }, authority: { to: days(5000) }, points: [] },
      good(4100 * 24, 0),
    ],
  ])('%s', (_case, lists, world, status) => expect(statusOf(lists, world)).toEqual(status));
});

describe('a certificate is revoked', () => {
  it.each<[string, readonly Uint8Array[], World, object]>([
    ['by an entry', [list(revoked(hours(-20)))], {}, REVOKED],
    ['for a reason', [list(revoked(hours(-20), { reason: 'keyCompromise' }))], {}, { ...REVOKED, reason: 'keyCompromise' }],
    [
      'as early as its key is said to have been invalid',
      [list(revoked(hours(-20), { extensions: [invalidityDate(hours(-100))] }))],
      {},
      { ...REVOKED, invalidityDate: hours(-100), effectiveDate: hours(-100) },
    ],
    [
      'not later than it was revoked',
      [list(revoked(hours(-20), { extensions: [invalidityDate(hours(-1))] }))],
      {},
      { ...REVOKED, invalidityDate: hours(-1) },
    ],
    ['while on hold', [list(revoked(hours(-20), { reason: 'certificateHold' }))], {}, { ...REVOKED, reason: 'certificateHold' }],
    [
      'on hold at a time before its release',
      [list(revoked(hours(-20), { reason: 'certificateHold' })), list({ thisUpdate: hours(5) })],
      { times: { until: hours(9) } },
      { ...REVOKED, reason: 'certificateHold', released: true },
    ],
    [
      'from when a hold began that became a revocation after a proved time',
      [
        list({ ...revoked(hours(-20), { reason: 'certificateHold' }) }),
        list({ ...revoked(hours(5), { reason: 'keyCompromise' }), thisUpdate: hours(8) }),
      ],
      { times: { until: hours(9) } },
      { ...REVOKED, asOf: hours(8), ageHours: 0, reason: 'keyCompromise' },
    ],
    [
      'on hold again after a release',
      [
        list({ ...revoked(hours(-30), { reason: 'certificateHold' }), thisUpdate: hours(-28) }),
        list({ thisUpdate: hours(-25) }),
        list(revoked(hours(-20), { reason: 'certificateHold' })),
      ],
      {},
      { ...REVOKED, reason: 'certificateHold' },
    ],
    [
      'while on hold, which a newer list of other reasons does not tell about',
      [list(revoked(hours(-20), { reason: 'certificateHold' })), list({ thisUpdate: hours(-5), ...point({ reasons: COMPROMISE }) })],
      {},
      { ...REVOKED, reason: 'certificateHold' },
    ],
    [
      'by a list out of date',
      [list({ ...revoked(days(-9)), thisUpdate: days(-8), nextUpdate: days(-4) })],
      {},
      { ...REVOKED, asOf: days(-8), ageHours: 192, revocationDate: days(-9), effectiveDate: days(-9) },
    ],
    ['by a list older than one that is silent', [list(revoked(hours(-20))), list({ thisUpdate: hours(-5) })], {}, REVOKED],
    [
      'by a delta list',
      [delta(5, 6, revoked(hours(-2))), numbered(5)],
      {},
      { ...REVOKED, asOf: hours(-1), ageHours: 1, revocationDate: hours(-2), effectiveDate: hours(-2) },
    ],
    ['by a list of some reasons', [list({ ...revoked(hours(-20)), ...point({ reasons: COMPROMISE }) })], {}, REVOKED],
    [
      'by a list made after a proved time',
      [list({ ...revoked(hours(-20)), thisUpdate: hours(20) })],
      { times: { until: hours(30) } },
      { ...REVOKED, asOf: hours(20), ageHours: 0 },
    ],
    [
      'for good, whatever a delta list says',
      [delta(5, 6, revoked(hours(-9), { reason: 'removeFromCRL' })), numbered(5, revoked(hours(-20), { reason: 'keyCompromise' }))],
      {},
      { ...REVOKED, reason: 'keyCompromise' },
    ],
    [
      'by an indirect list that names its issuer',
      [
        list({
          ...point({ flag: 'indirectCRL' }),
          entries: [
            { serial: SERIAL, date: NOW, extensions: [certificateIssuer(ROOT)] },
            { serial: SERIAL, date: hours(-20), extensions: [certificateIssuer(AUTHORITY)] },
          ],
        }),
      ],
      {},
      REVOKED,
    ],
  ])('%s', (_case, lists, world, status) => expect(statusOf(lists, world)).toEqual(status));
});
