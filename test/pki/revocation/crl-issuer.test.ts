import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { pathRevocation } from '../../../pki/revocation/path-revocation.ts';
import {
  basicConstraints,
  type CertificateSpec,
  certificateIssuer,
  crlNumber,
  distributionPointList,
  issuingDistributionPoint,
  keyUsage,
  type CrlSpec,
} from '../../support/certificates.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import { days, hours, keys, NOW } from '../../support/hpki-chain.ts';
import {
  AUTHORITY,
  LISTER,
  REVOKED,
  ROOT,
  SERIAL,
  authority,
  chain,
  good,
  holder,
  issued,
  list,
  point,
  statusOf,
  unknown,
  type World,
} from '../../support/revocation-lists.ts';

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
    const [answer] = pathRevocation(
      path,
      { crls: [parseCrl(chain.authorityCrl)], ocspResponses: [], candidates: [] },
      { at: NOW, until: days(9000) },
    );
    expect(answer?.status.status).toBe('good');
  });
});

describe('a list of a CRL issuer', () => {
  const indirect = { points: [{ crlIssuer: LISTER }] };
  const itsList = (change: Partial<CrlSpec> = {}): Uint8Array =>
    list({ issuer: LISTER, key: keys.other, ...point({ flag: 'indirectCRL' }), ...change });
  const rootList = (change: Partial<CrlSpec> = {}): Uint8Array => list({ issuer: ROOT, key: keys.root, ...change });
  const lister = issued({});
  const revokes = { entries: [{ serial: SERIAL, date: hours(-20), extensions: [certificateIssuer(AUTHORITY)] }] };

  it.each<[string, readonly Uint8Array[], World, object]>([
    ['counts', [itsList(), rootList()], { ...indirect, candidates: [lister] }, good(-10)],
    ['revokes', [itsList(revokes), rootList()], { ...indirect, candidates: [lister] }, REVOKED],
    [
      'of the same name as the issuer and another key counts',
      [list({ key: keys.other }), rootList()],
      { candidates: [issued({ subject: AUTHORITY })] },
      good(-10),
    ],
    [
      'may speak for itself where its certificate says so',
      [itsList()],
      { ...indirect, candidates: [issued({ extensions: [keyUsage('cRLSign'), distributionPointList({ crlIssuer: LISTER })] })] },
      good(-10),
    ],
    ['without its certificate', [itsList(), rootList()], indirect, unknown('signature-wrong')],
    ['that the certificate does not name', [itsList(), rootList()], { candidates: [lister] }, unknown('no-list')],
    ['that is not indirect', [itsList({ extensions: [] }), rootList()], { ...indirect, candidates: [lister] }, unknown('indirect-list')],
    [
      'that may not sign lists',
      [itsList(), rootList()],
      { ...indirect, candidates: [issued({ extensions: [keyUsage('digitalSignature')] })] },
      unknown('issuer-may-not-sign-lists'),
    ],
    ['of unknown status', [itsList()], { ...indirect, candidates: [lister] }, unknown('issuer-not-trusted')],
    [
      'that is revoked',
      [itsList(), rootList({ entries: [{ serial: 77, date: days(-9) }] })],
      { ...indirect, candidates: [lister] },
      unknown('issuer-not-trusted'),
    ],
    ['that expired', [itsList(), rootList()], { ...indirect, candidates: [issued({ to: hours(-1) })] }, unknown('issuer-out-of-bounds')],
    [
      'under another anchor',
      [itsList(), rootList()],
      { ...indirect, candidates: [issued({ issuerKey: keys.authority })] },
      unknown('issuer-not-trusted'),
    ],
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
    const data = {
      crls: [parseCrl(rootList({ key: keys.other })), parseCrl(list())],
      ocspResponses: [],
      candidates: [impostor, chain.authority].map(parseCertificate),
    };
    expect(pathRevocation(path, data, { at: NOW })[1]?.status).toEqual(unknown('issuer-not-trusted'));
  });

  describe('that bears the name of the issuer', () => {
    const SISTER: NameTemplate = [['CN', 'Sister authority']];
    const sister = issued({ subject: SISTER, serial: 88, extensions: [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')] });
    const namesake = (change: Partial<CertificateSpec>) => issued({ subject: AUTHORITY, key: keys.holder, serial: 89, ...change });
    const sisterList = list({ issuer: SISTER, key: keys.other });

    it.each<[string, Uint8Array, object]>([
      ['given by the root counts', namesake({}), good(-10)],
      [
        'given by the issuer itself counts not without a list of its own',
        namesake({ issuer: AUTHORITY, issuerKey: keys.authority }),
        unknown('issuer-not-trusted'),
      ],
      ['given by another authority of the root does not count', namesake({ issuer: SISTER, issuerKey: keys.other }), unknown('issuer-not-trusted')],
    ])('%s', (_case, signer, status) => {
      expect(statusOf([list({ key: keys.holder }), rootList(), sisterList], { candidates: [signer, sister] })).toEqual(status);
    });
  });

  it('is told with all that vouches for it', () => {
    const lists = [itsList({ extensions: [crlNumber(9), issuingDistributionPoint({ flag: 'indirectCRL' })] }), rootList()].map(parseCrl);
    const signer = parseCertificate(
      issued({
        subject: [['CN', 'Holder']],
        issuer: AUTHORITY,
        issuerKey: keys.authority,
        extensions: [distributionPointList({ crlIssuer: LISTER })],
      }),
    );
    const path = { valid: true, reason: null, faults: [], path: [signer, authority], anchor: chain.anchor, policies: [] };
    const [answer] = pathRevocation(path, { crls: lists, ocspResponses: [], candidates: [parseCertificate(lister)] }, { at: NOW });
    expect(answer?.status).toMatchObject({ kind: 'crl', number: '9', sources: lists.map(({ der }) => der), vouchers: [parseCertificate(lister)] });
  });
});
