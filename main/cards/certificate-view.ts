import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { isTestCertificate } from '../../pki/hpki/policies.ts';
import { signerIdentity } from '../../pki/hpki/signer-identity.ts';
import type { HcCertificate } from '../api/schema/common.ts';

const DAY = 86_400_000;

/**
 * A certificate as people see it.
 * @throws PkiError CERTIFICATE_UNREADABLE
 */
export function certificateView(der: Uint8Array, now: Date): HcCertificate {
  const certificate = parseCertificate(der);
  const { subject, issuer, serial, sha256, commonName, nameKanji, hcRoles } = signerIdentity(certificate);
  return {
    subject,
    issuer,
    serial,
    sha256,
    commonName,
    nameKanji,
    hcRoles: [...hcRoles],
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    keyUsage: [...(certificate.keyUsage ?? [])],
    policies: [...certificate.policies],
    test: isTestCertificate(certificate),
    daysLeft: Math.floor((certificate.notAfter.getTime() - now.getTime()) / DAY),
  };
}
