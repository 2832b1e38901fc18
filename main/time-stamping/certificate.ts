import { type Certificate, parseCertificate, verifyIssuedBy } from '../../pki/certificate/certificate.ts';
import { EXTENSION, TIME_STAMPING } from '../../pki/certificate/extensions/oids.ts';
import { ATTRIBUTE, attributeValue, sameName } from '../../pki/certificate/name.ts';
import { derObjects } from '../../pki/encoding/pem.ts';
import { PkiError } from '../../pki/errors.ts';
import type { TsaCertificateView } from '../api/schema/time-stamping.ts';
import { listAddresses } from '../revocation/source.ts';

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
  revocationHosts: [...new Set(listAddresses(certificate).map((address) => new URL(address).host))],
});

const ORGANIZATION = '2.5.4.10';
const ORGANIZATIONAL_UNIT = '2.5.4.11';

/** Attributes of a subject that people call its owner by, the most telling first. */
const NAMING = [ATTRIBUTE.COMMON_NAME, ORGANIZATION, ORGANIZATIONAL_UNIT] as const;

/** What people call the owner of a certificate: its common name, else its organization or unit, else its whole subject. */
export function proposedName({ subject, subjectName }: Certificate): string {
  const names = NAMING.map((type) => attributeValue(subjectName, type)?.trim());
  return names.find((name) => name) ?? subject;
}
