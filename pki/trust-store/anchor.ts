import { parseCertificate } from '../certificate/certificate.ts';
import type { TrustAnchor } from '../trust.ts';

/**
 * An anchor from a certificate file that a person chose. `test` marks anchors of a test authority.
 * @throws {PkiError} CERTIFICATE_UNREADABLE
 */
export function anchorFromCertificate(der: Uint8Array, { test }: { readonly test: boolean }): TrustAnchor {
  const { subject, spki, der: certificate, sha256 } = parseCertificate(der);
  return { subject, spki, certificate, sha256, test };
}
