import { nullValue, objectIdentifier, sequence } from '../../pki/asn1/encode.ts';
import { type Certificate, parseCertificate } from '../../pki/certificate/certificate.ts';
import { EXTENSION } from '../../pki/certificate/extensions/oids.ts';
import { OCSP } from '../../pki/revocation/ocsp/object-identifiers.ts';
import { type OcspResponse, parseOcspResponse } from '../../pki/revocation/ocsp/response.ts';
import { type OcspHelp, ocspStatus } from '../../pki/revocation/ocsp/status.ts';
import type { RevocationStatus, RevocationTimes } from '../../pki/revocation/status.ts';
import type { NameTemplate } from '../../pki/certificate/encode-name.ts';
import { basicConstraints, type CertificateSpec, certificate, extension, rsaKey } from './certificates.ts';
import { type AnswerSpec, ocspResponse, type ResponseSpec } from './ocsp.ts';

/** One holder, its issuer and a responder, and what responses say of the holder. */
const HOUR = 3_600_000;
export const NOW = new Date('2026-06-15T12:00:00Z');
export const hours = (count: number): Date => new Date(NOW.getTime() + count * HOUR);

export const keys = { issuer: rsaKey(), responder: rsaKey(), other: rsaKey(), holder: rsaKey() };
export const ISSUER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'TEST Issuer'],
];
export const OTHER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'TEST Other'],
];
export const RESPONDER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'TEST Responder'],
];

export const make = (change: Partial<CertificateSpec>): Certificate =>
  parseCertificate(
    certificate({
      subject: ISSUER,
      issuer: ISSUER,
      key: keys.issuer,
      issuerKey: keys.issuer,
      serial: 1,
      from: hours(-1000),
      to: hours(1000),
      extensions: [],
      ...change,
    }),
  );

export const issuer = make({ extensions: [basicConstraints(true)] });
export const holder = make({ subject: [['CN', 'TEST Holder']], key: keys.holder, serial: 0x1234 });

export const PURPOSE = extension(EXTENSION.EXTENDED_KEY_USAGE, sequence(objectIdentifier(OCSP.purpose)));
export const NO_CHECK = extension(OCSP.noCheck, nullValue());
export const delegate = (change: Partial<CertificateSpec> = {}): Certificate =>
  make({ subject: RESPONDER, key: keys.responder, serial: 9, extensions: [PURPOSE, NO_CHECK], ...change });

export interface Case {
  readonly answer?: Partial<AnswerSpec>;
  readonly response?: Partial<ResponseSpec>;
  readonly times?: Partial<RevocationTimes>;
  readonly help?: OcspHelp;
}

export const answerOf = (change: Partial<AnswerSpec> = {}): AnswerSpec => ({
  certificate: holder,
  issuer,
  thisUpdate: hours(-2),
  nextUpdate: hours(10),
  ...change,
});
export const responseOf = ({ answer, response }: Case = {}): OcspResponse =>
  parseOcspResponse(ocspResponse({ key: keys.issuer, producedAt: hours(-1), answers: [answerOf(answer)], ...response }));

export const ask = (given: Case = {}, responses: readonly OcspResponse[] = [responseOf(given)], of = holder): RevocationStatus =>
  ocspStatus(of, issuer, responses, { at: NOW, ...given.times }, given.help);

/** Status, or why it is not known. */
export const told = (status: RevocationStatus): string => (status.status === 'unknown' ? status.why : status.status);

export const byDelegate = (change: Partial<CertificateSpec> = {}): Case => {
  const responder = delegate(change);
  return { response: { key: keys.responder, certificates: [responder.der] } };
};
