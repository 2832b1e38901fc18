import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { certificateIdentifiers } from '../../../pki/cms/certificate-identifiers.ts';
import type { Identification } from '../../../pki/identification.ts';
import type { CardJudgement, CertificateFacts } from './bound-card.ts';
import { holderKey } from './holder-key.ts';

/** @throws PkiError CERTIFICATE_UNREADABLE */
export function certificateFacts(der: Uint8Array): CertificateFacts {
  const certificate = parseCertificate(der);
  const { sha256, issuer, serial, subject, notBefore, notAfter } = certificate;
  const issuerName = certificateIdentifiers(der).issuer;
  return { certificate: sha256, der: certificate.der, issuer, issuerName, serial, subject, notBefore, notAfter, holder: holderKey(certificate) };
}

/**
 * What is believed of a card now. A revocation that was proved once holds until newer lists prove the contrary, as after a hold: that the list is no
 * longer at hand proves nothing.
 */
export function judgement(
  { path, role, roles, test, revoked, revocation }: Identification,
  before: Pick<CardJudgement, 'revoked'> | null,
): CardJudgement {
  const now = revoked && { at: revoked.at.toISOString(), hold: revoked.hold };
  return { pathState: path, role, roles, test, revoked: revocation === 'unknown' ? (before?.revoked ?? null) : now };
}
