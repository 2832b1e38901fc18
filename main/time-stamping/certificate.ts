import { type Certificate, parseCertificate, verifyIssuedBy } from '../../pki/certificate/certificate.ts';
import { EXTENSION, TIME_STAMPING } from '../../pki/certificate/extensions/oids.ts';
import { sameName } from '../../pki/certificate/name.ts';
import { derObjects } from '../../pki/encoding/pem.ts';
import { PkiError } from '../../pki/errors.ts';
import { commonName } from '../../pki/hpki/profile.ts';
import type { TsaCertificateView } from '../api/schema/time-stamping.ts';

/** The one certificate of a file, DER or PEM. @throws PkiError CERTIFICATE_UNREADABLE */
export function certificateOf(file: Uint8Array): Certificate {
  const [der, ...more] = derObjects(file);
  if (!der || more.length > 0) throw new PkiError('CERTIFICATE_UNREADABLE', { note: 'not exactly one certificate' });
  return parseCertificate(der);
}

const isSelfSigned = (certificate: Certificate): boolean =>
  sameName(certificate.subject, certificate.issuer) && verifyIssuedBy(certificate, certificate);

/** What a certificate can do as an anchor of time stamps. Roots of the first generations have no extensions at all. */
export function anchorUse(certificate: Certificate): TsaCertificateView['use'] {
  const { extendedKeyUsage, basicConstraints, extensions } = certificate;
  if (extendedKeyUsage?.includes(TIME_STAMPING)) return 'time-stamping';
  const says = extensions.some(({ oid }) => oid === EXTENSION.BASIC_CONSTRAINTS || oid === EXTENSION.EXTENDED_KEY_USAGE);
  return basicConstraints?.ca || (!says && isSelfSigned(certificate)) ? 'authority' : 'other';
}

/** Facts of a certificate as the screens of time stamping show them. */
export const certificateFacts = (certificate: Certificate) => ({
  sha256: certificate.sha256,
  subject: certificate.subject,
  issuer: certificate.issuer,
  serial: certificate.serial,
  notBefore: certificate.notBefore.toISOString(),
  notAfter: certificate.notAfter.toISOString(),
  selfSigned: isSelfSigned(certificate),
});

/** What people call the owner of a certificate: its common name, else its whole subject. */
export const proposedName = (certificate: Certificate): string => commonName(certificate) || certificate.subject;
