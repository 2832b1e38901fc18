import type { Certificate } from '../certificate/certificate.ts';
import type { SignerIdentity } from '../report.ts';
import { hcRoles } from './hc-role.ts';
import { commonName, kanjiName } from './profile.ts';

/** Who signed, as reports show it. The subject's serialNumber is opaque: no registration number is read from a certificate. */
export function signerIdentity(certificate: Certificate): SignerIdentity {
  const { subject, issuer, serial, sha256 } = certificate;
  return {
    subject,
    issuer,
    serial,
    nameKanji: kanjiName(certificate),
    commonName: commonName(certificate),
    hcRoles: hcRoles(certificate).map((role) => role.text),
    sha256,
  };
}
