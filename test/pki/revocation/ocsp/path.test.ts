import { describe, expect, it } from 'vitest';
import { objectIdentifier, sequence } from '../../../../pki/asn1/encode.ts';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { EXTENSION } from '../../../../pki/certificate/extensions/oids.ts';
import { validatePath } from '../../../../pki/path/validate-path.ts';
import { parseCrl } from '../../../../pki/revocation/crl.ts';
import { OCSP } from '../../../../pki/revocation/ocsp/object-identifiers.ts';
import { parseOcspResponse } from '../../../../pki/revocation/ocsp/response.ts';
import { pathRevocation } from '../../../../pki/revocation/path-revocation.ts';
import { anchorFromCertificate } from '../../../../pki/trust-store/anchor.ts';
import {
  basicConstraints,
  certificate,
  type CertificateSpec,
  crl,
  distributionPoints,
  type Entry,
  extension,
  issuingDistributionPoint,
  rsaKey,
  uri,
} from '../../../support/certificates.ts';
import { ocspResponse } from '../../../support/ocsp.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);
const keys = { issuer: rsaKey(), responder: rsaKey(), holder: rsaKey() };
const ISSUER = [['CN', 'TEST Issuer']] as const;
const PLACE = uri('http://pki.example/responders.crl');

const make = (change: Partial<CertificateSpec>) =>
  certificate({
    subject: ISSUER,
    issuer: ISSUER,
    key: keys.issuer,
    issuerKey: keys.issuer,
    serial: 1,
    from: hours(-999),
    to: hours(999),
    extensions: [],
    ...change,
  });

const issuer = make({ extensions: [basicConstraints(true)] });
const holder = parseCertificate(make({ subject: [['CN', 'TEST Holder']], key: keys.holder, serial: 2 }));
const purpose = extension(EXTENSION.EXTENDED_KEY_USAGE, sequence(objectIdentifier(OCSP.purpose)));
const responder = make({ subject: [['CN', 'TEST Responder']], key: keys.responder, serial: 3, extensions: [purpose, distributionPoints(PLACE)] });
const answers = [{ certificate: holder, issuer: parseCertificate(issuer), thisUpdate: hours(-2), nextUpdate: hours(9) }];
const response = parseOcspResponse(ocspResponse({ key: keys.responder, producedAt: hours(-1), answers, certificates: [responder] }));

/** A list of responders alone, which does not answer for the holder. */
const respondersList = (entries: readonly Entry[] = [], nextUpdate = hours(50)) =>
  parseCrl(
    crl({ issuer: ISSUER, key: keys.issuer, thisUpdate: hours(-5), nextUpdate, entries, extensions: [issuingDistributionPoint({ name: PLACE })] }),
  );

function statusBy(crls: readonly ReturnType<typeof respondersList>[]) {
  const path = validatePath({ certificate: holder, candidates: [], anchors: [anchorFromCertificate(issuer, { test: true })], at: NOW });
  const [found] = pathRevocation(path, { crls, ocspResponses: [response], candidates: [] }, { at: NOW });
  return found!.status;
}

describe('a responder that its issuer did not free from checks', () => {
  it('is believed when a list of its issuer answers for it, which is evidence too', () => {
    const list = respondersList();
    expect(statusBy([list])).toMatchObject({ status: 'good', kind: 'ocsp', sources: [response.der, list.der] });
  });

  it.each([
    ['nothing answers for it', []],
    ['it was revoked', [respondersList([{ serial: 3, date: hours(-100) }])]],
    ['the list had run out when it answered', [respondersList([], hours(-3))]],
  ])('is not believed when %s', (_what, crls) => expect(statusBy(crls)).toMatchObject({ status: 'unknown' }));
});
