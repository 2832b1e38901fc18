import { describe, expect, it } from 'vitest';
import { type Der, integer } from '../../../pki/asn1/encode.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { pathRevocation } from '../../../pki/revocation/path-revocation.ts';
import type { RevocationTimes } from '../../../pki/revocation/status.ts';
import type { NameTemplate } from '../../../pki/test-authority/names.ts';
import {
  basicConstraints,
  type CertificateSpec,
  type CrlSpec,
  certificate,
  certificateIssuer,
  critical,
  crl,
  crlNumber,
  type DistributionPointSpec,
  deltaIndicator,
  directoryName,
  distributionPointList,
  type Entry,
  extension,
  invalidityDate,
  issuingDistributionPoint,
  keyUsage,
  uri,
} from '../../support/certificates.ts';
import { days, hours, hpkiChain, keys, NOW } from '../../support/hpki-chain.ts';
import { generalizedTime } from '../../../pki/asn1/encode.ts';

const chain = hpkiChain();
const holder = parseCertificate(chain.holder);
const authority = parseCertificate(chain.authority);
const SERIAL = 0x1234;
const AUTHORITY: NameTemplate = [
  ['C', 'JP'],
  ['O', 'Example'],
  ['CN', 'Example SignCA-forNonRepudiation'],
];
const ROOT: NameTemplate = [
  ['C', 'JP'],
  ['O', 'Example Ministry'],
  ['OU', 'Example HPKI Root CA'],
];
const LISTER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'Lister'],
];

const list = (change: Partial<CrlSpec> = {}): Uint8Array =>
  crl({ issuer: AUTHORITY, key: keys.authority, thisUpdate: hours(-10), nextUpdate: hours(86), ...change });
const revoked = (date: Date, change: Partial<Entry> = {}): Partial<CrlSpec> => ({ entries: [{ serial: SERIAL, date, ...change }] });
const point = (...spec: Parameters<typeof issuingDistributionPoint>): Partial<CrlSpec> => ({ extensions: [issuingDistributionPoint(...spec)] });
const numbered = (number: number, change: Partial<CrlSpec> = {}): Uint8Array => list({ ...change, extensions: [crlNumber(number), ...(change.extensions ?? [])] });
const delta = (base: number, number: number, change: Partial<CrlSpec> = {}): Uint8Array =>
  numbered(number, { thisUpdate: hours(-1), ...change, extensions: [deltaIndicator(base), ...(change.extensions ?? [])] });

interface World {
  readonly times?: Partial<RevocationTimes>;
  /** Distribution points of the holder in place of the usual one. */
  readonly points?: readonly DistributionPointSpec[];
  readonly candidates?: readonly Uint8Array[];
  readonly authority?: Partial<CertificateSpec>;
}

const issued = (spec: Partial<CertificateSpec>): Uint8Array =>
  certificate({
    subject: LISTER,
    issuer: ROOT,
    key: keys.other,
    issuerKey: keys.root,
    serial: 77,
    from: days(-1000),
    to: days(4000),
    extensions: [keyUsage('cRLSign')],
    ...spec,
  });

function statusOf(lists: readonly Uint8Array[], { times, points, candidates = [], authority: change }: World = {}) {
  const signer = points
    ? parseCertificate(issued({ subject: [['CN', 'Holder']], issuer: AUTHORITY, issuerKey: keys.authority, serial: SERIAL, extensions: [distributionPointList(...points)] }))
    : holder;
  const issuer = change
    ? parseCertificate(issued({ subject: AUTHORITY, key: keys.authority, extensions: [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')], ...change }))
    : authority;
  const path = { valid: true, reason: null, faults: [], path: [signer, issuer], anchor: chain.anchor, policies: [] };
  const data = { crls: lists.map(parseCrl), ocspResponses: [], candidates: candidates.map(parseCertificate) };
  const [answer] = pathRevocation(path, data, { at: NOW, ...times });
  const { sources, vouchers, kind, number, ...status } = { sources: [], vouchers: [], kind: null, number: null, ...answer!.status };
  return status;
}

const good = (since: number, ageHours = -since) => ({ status: 'good', asOf: hours(since), ageHours });
const unknown = (why: string) => ({ status: 'unknown', why });
const stale = (why: string) => ({ ...unknown(why), asOf: hours(-10), ageHours: 10 });
const entry = {
  status: 'revoked',
  asOf: hours(-10),
  ageHours: 10,
  revocationDate: hours(-20),
  invalidityDate: null,
  effectiveDate: hours(-20),
  reason: null,
  released: false,
};

/** KeyCompromise alone, and all reasons but that. */
const [COMPROMISE, OTHERS] = [0x4000, 0x3f80];

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
    ['by a relative point and a list that names it in full', [list(point({ name: directoryName([...AUTHORITY, ['OU', 'Lists']]) }))], { points: [{ relativeName: [['OU', 'Lists']] }] }, good(-10)],
    ['by a list of end entities', [list(point({ flag: 'onlyContainsUserCerts' }))], {}, good(-10)],
    ['by an indirect list of its own issuer', [list(point({ flag: 'indirectCRL' }))], {}, good(-10)],
    [
      'by an indirect list that names its number for another issuer',
      [list({ ...point({ flag: 'indirectCRL' }), entries: [{ serial: SERIAL, date: NOW, extensions: [certificateIssuer(ROOT)] }] })],
      {},
      good(-10),
    ],
    ['by a list made after a proved time', [list({ thisUpdate: hours(20) })], { times: { until: hours(30) } }, good(20, 0)],
    ['by lists that together cover every reason', [list(point({ reasons: COMPROMISE })), list({ ...point({ reasons: OTHERS }), thisUpdate: hours(-5) })], {}, good(-10)],
    [
      'by points that together cover every reason',
      [list()],
      { points: [{ name: uri('http://a.example'), reasons: COMPROMISE }, { name: uri('http://b.example'), reasons: OTHERS }] },
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
    ['on hold only after the proved time', [list({ ...revoked(hours(5), { reason: 'certificateHold' }), thisUpdate: hours(8) })], { times: { until: hours(9) } }, good(8, 0)],
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
    ['by an entry', [list(revoked(hours(-20)))], {}, entry],
    ['for a reason', [list(revoked(hours(-20), { reason: 'keyCompromise' }))], {}, { ...entry, reason: 'keyCompromise' }],
    [
      'as early as its key is said to have been invalid',
      [list(revoked(hours(-20), { extensions: [invalidityDate(hours(-100))] }))],
      {},
      { ...entry, invalidityDate: hours(-100), effectiveDate: hours(-100) },
    ],
    [
      'not later than it was revoked',
      [list(revoked(hours(-20), { extensions: [invalidityDate(hours(-1))] }))],
      {},
      { ...entry, invalidityDate: hours(-1) },
    ],
    ['while on hold', [list(revoked(hours(-20), { reason: 'certificateHold' }))], {}, { ...entry, reason: 'certificateHold' }],
    [
      'on hold at a time before its release',
      [list(revoked(hours(-20), { reason: 'certificateHold' })), list({ thisUpdate: hours(5) })],
      { times: { until: hours(9) } },
      { ...entry, reason: 'certificateHold', released: true },
    ],
    [
      'on hold again after a release',
      [
        list({ ...revoked(hours(-30), { reason: 'certificateHold' }), thisUpdate: hours(-28) }),
        list({ thisUpdate: hours(-25) }),
        list(revoked(hours(-20), { reason: 'certificateHold' })),
      ],
      {},
      { ...entry, reason: 'certificateHold' },
    ],
    [
      'while on hold, which a newer list of other reasons does not tell about',
      [list(revoked(hours(-20), { reason: 'certificateHold' })), list({ thisUpdate: hours(-5), ...point({ reasons: COMPROMISE }) })],
      {},
      { ...entry, reason: 'certificateHold' },
    ],
    [
      'by a list out of date',
      [list({ ...revoked(days(-9)), thisUpdate: days(-8), nextUpdate: days(-4) })],
      {},
      { ...entry, asOf: days(-8), ageHours: 192, revocationDate: days(-9), effectiveDate: days(-9) },
    ],
    ['by a list older than one that is silent', [list(revoked(hours(-20))), list({ thisUpdate: hours(-5) })], {}, entry],
    [
      'by a delta list',
      [delta(5, 6, revoked(hours(-2))), numbered(5)],
      {},
      { ...entry, asOf: hours(-1), ageHours: 1, revocationDate: hours(-2), effectiveDate: hours(-2) },
    ],
    ['by a list of some reasons', [list({ ...revoked(hours(-20)), ...point({ reasons: COMPROMISE }) })], {}, entry],
    [
      'by a list made after a proved time',
      [list({ ...revoked(hours(-20)), thisUpdate: hours(20) })],
      { times: { until: hours(30) } },
      { ...entry, asOf: hours(20), ageHours: 0 },
    ],
    [
      'for good, whatever a delta list says',
      [delta(5, 6, revoked(hours(-9), { reason: 'removeFromCRL' })), numbered(5, revoked(hours(-20), { reason: 'keyCompromise' }))],
      {},
      { ...entry, reason: 'keyCompromise' },
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
      entry,
    ],
  ])('%s', (_case, lists, world, status) => expect(statusOf(lists, world)).toEqual(status));
});

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
    ['by a delta list of a newer base', [numbered(5, { nextUpdate: hours(-2) }), delta(6, 7)], {}, { ...unknown('delta-list'), asOf: hours(-1), ageHours: 1 }],
    [
      'by a delta list of another scope',
      [numbered(5, { nextUpdate: hours(-2) }), delta(5, 6, point({ flag: 'onlyContainsUserCerts' }))],
      {},
      { ...unknown('delta-list'), asOf: hours(-1), ageHours: 1 },
    ],
    ['by a list of some reasons', [list(point({ reasons: COMPROMISE }))], {}, stale('some-reasons-only')],
    ['by a point of some reasons, with a list of the others', [list(point({ name: uri('http://a.example'), reasons: OTHERS }))], { points: [{ name: uri('http://a.example'), reasons: COMPROMISE }] }, unknown('other-distribution-point')],
    ['by a list of authorities', [list(point({ flag: 'onlyContainsCACerts' }))], {}, unknown('other-kind-of-certificate')],
    ['by a list of attribute certificates', [list(point({ flag: 'onlyContainsAttributeCerts' }))], {}, unknown('other-kind-of-certificate')],
    ['by a list that names issuers and is not indirect', [list({ entries: [{ serial: 1, date: NOW, extensions: [certificateIssuer(ROOT)] }] })], {}, unknown('indirect-list')],
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
    ['by an issuer that may not sign lists', [list()], { authority: { extensions: [basicConstraints(true), keyUsage('keyCertSign')] } }, unknown('issuer-may-not-sign-lists')],
    ['by a list older than its issuer', [list()], { authority: { from: hours(-9) } }, unknown('issuer-out-of-bounds')],
  ])('%s', (_case, lists, world, status) => expect(statusOf(lists, world)).toEqual(status));
});

describe('a list of an issuer that has expired since', () => {
  const world = (provedAt?: (der: Uint8Array) => Date): World => ({
    authority: { to: days(30) },
    times: { until: days(40), ...(provedAt && { provedAt }) },
  });

  it.each<[string, World, object]>([
    ['is not believed', world(), unknown('issuer-out-of-bounds')],
    ['is believed when it is proved to have existed before', world(() => days(20)), good(-10)],
    ['is not believed when that proof is younger than the issuer', world(() => days(31)), unknown('issuer-out-of-bounds')],
  ])('%s', (_case, given, status) => expect(statusOf([list()], given)).toEqual(status));

  it('is believed of an anchor, which is a key and has no validity', () => {
    const path = { valid: true, reason: null, faults: [], path: [authority], anchor: chain.anchor, policies: [] };
    const [answer] = pathRevocation(path, { crls: [parseCrl(chain.authorityCrl)], ocspResponses: [], candidates: [] }, { at: NOW, until: days(9000) });
    expect(answer?.status.status).toBe('good');
  });
});

describe('a list of a CRL issuer', () => {
  const indirect = { points: [{ crlIssuer: LISTER }] };
  const itsList = (change: Partial<CrlSpec> = {}): Uint8Array => list({ issuer: LISTER, key: keys.other, ...point({ flag: 'indirectCRL' }), ...change });
  const rootList = (change: Partial<CrlSpec> = {}): Uint8Array => list({ issuer: ROOT, key: keys.root, ...change });
  const lister = issued({});
  const revokes = { entries: [{ serial: SERIAL, date: hours(-20), extensions: [certificateIssuer(AUTHORITY)] }] };

  it.each<[string, readonly Uint8Array[], World, object]>([
    ['counts', [itsList(), rootList()], { ...indirect, candidates: [lister] }, good(-10)],
    ['revokes', [itsList(revokes), rootList()], { ...indirect, candidates: [lister] }, entry],
    ['of the same name as the issuer and another key counts', [list({ key: keys.other }), rootList()], { candidates: [issued({ subject: AUTHORITY })] }, good(-10)],
    ['may speak for itself where its certificate says so', [itsList()], { ...indirect, candidates: [issued({ extensions: [keyUsage('cRLSign'), distributionPointList({ crlIssuer: LISTER })] })] }, good(-10)],
    ['without its certificate', [itsList(), rootList()], indirect, unknown('signature-wrong')],
    ['that the certificate does not name', [itsList(), rootList()], { candidates: [lister] }, unknown('no-list')],
    ['that is not indirect', [itsList({ extensions: [] }), rootList()], { ...indirect, candidates: [lister] }, unknown('indirect-list')],
    ['that may not sign lists', [itsList(), rootList()], { ...indirect, candidates: [issued({ extensions: [keyUsage('digitalSignature')] })] }, unknown('issuer-may-not-sign-lists')],
    ['of unknown status', [itsList()], { ...indirect, candidates: [lister] }, unknown('issuer-not-trusted')],
    ['that is revoked', [itsList(), rootList({ entries: [{ serial: 77, date: days(-9) }] })], { ...indirect, candidates: [lister] }, unknown('issuer-not-trusted')],
    ['that expired', [itsList(), rootList()], { ...indirect, candidates: [issued({ to: hours(-1) })] }, unknown('issuer-out-of-bounds')],
    ['under another anchor', [itsList(), rootList()], { ...indirect, candidates: [issued({ issuerKey: keys.authority })] }, unknown('issuer-not-trusted')],
    [
      'below the certificate that it is about',
      [list({ key: keys.other })],
      { candidates: [issued({ subject: AUTHORITY, issuer: [['CN', 'Holder']], issuerKey: keys.other })] },
      unknown('issuer-not-trusted'),
    ],
  ])('%s', (_case, lists, world, status) => expect(statusOf(lists, world)).toEqual(status));

  it('is never vouched for by an authority about whose certificate it speaks', () => {
    const impostor = issued({ subject: ROOT, issuer: AUTHORITY, issuerKey: keys.authority });
    const path = { valid: true, reason: null, faults: [], path: [holder, authority], anchor: chain.anchor, policies: [] };
    const data = { crls: [parseCrl(rootList({ key: keys.other })), parseCrl(list())], ocspResponses: [], candidates: [impostor, chain.authority].map(parseCertificate) };
    expect(pathRevocation(path, data, { at: NOW })[1]?.status).toEqual(unknown('issuer-not-trusted'));
  });

  it('is told with all that vouches for it', () => {
    const lists = [itsList({ extensions: [crlNumber(9), issuingDistributionPoint({ flag: 'indirectCRL' })] }), rootList()].map(parseCrl);
    const signer = parseCertificate(issued({ subject: [['CN', 'Holder']], issuer: AUTHORITY, issuerKey: keys.authority, extensions: [distributionPointList({ crlIssuer: LISTER })] }));
    const path = { valid: true, reason: null, faults: [], path: [signer, authority], anchor: chain.anchor, policies: [] };
    const [answer] = pathRevocation(path, { crls: lists, ocspResponses: [], candidates: [parseCertificate(lister)] }, { at: NOW });
    expect(answer?.status).toMatchObject({ kind: 'crl', number: '9', sources: lists.map(({ der }) => der), vouchers: [parseCertificate(lister)] });
  });
});
