import { sameBytes } from '../asn1/values.ts';
import { certificateIdentifiers } from './certificate-identifiers.ts';
import type { SignerIdentifier } from './parse.ts';
import { refersTo, type SigningCertificateReference } from './signing-certificate.ts';

/**
 * The signer's certificate among candidates: it must be the one that the SignerInfo names, and where several are
 * (a decoy with the same issuer and serial number) the one that the signed references mean.
 */
export function findSignerCertificate(
  identifier: SignerIdentifier,
  references: readonly SigningCertificateReference[],
  candidates: readonly Uint8Array[],
): Uint8Array | null {
  const named = candidates.filter((candidate) => names(identifier, candidate));
  return named.find((candidate) => references.every((reference) => refersTo(reference, candidate))) ?? named[0] ?? null;
}

function names(identifier: SignerIdentifier, certificate: Uint8Array): boolean {
  try {
    const { issuer, serial, subjectKeyIdentifier } = certificateIdentifiers(certificate);
    if ('issuer' in identifier) return sameBytes(identifier.issuer, issuer) && sameBytes(identifier.serial, serial);
    return subjectKeyIdentifier !== null && sameBytes(identifier.subjectKeyIdentifier, subjectKeyIdentifier);
  } catch {
    return false;
  }
}
