import { plainAlgorithm } from '../algorithms/signature-algorithms.ts';
import { children, contextConstructed, DerError, type DerNode, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { explicit, objectIdentifier, octetString, sequence } from '../asn1/encode.ts';
import { Fields } from '../asn1/fields.ts';
import { sameBytes } from '../asn1/values.ts';
import { DIGEST_ALGORITHMS, type DigestName, digest, digestByOid } from '../digest/algorithms.ts';
import { certificateIdentifiers } from './certificate-identifiers.ts';
import { OID } from './object-identifiers.ts';

const MAX_REFERENCES = 16;

/** One ESSCertID: the digest that binds the signing certificate to the signature. */
export interface SigningCertificateReference {
  /** `null` when the algorithm is none of ours. */
  readonly algorithm: DigestName | null;
  readonly hash: Uint8Array;
  /** Names and serial number as written, `null` when left out. */
  readonly issuerSerial: { readonly names: readonly DerNode[]; readonly serial: Uint8Array } | null;
}

/** SigningCertificateV2 with one ESSCertIDv2 (RFC 5035 section 3; SHA-256 is the default and is left out). */
export function signingCertificateV2(certificate: Uint8Array, algorithm: DigestName = 'sha256'): Uint8Array {
  const { issuer, serial } = certificateIdentifiers(certificate);
  const hashAlgorithm = algorithm === 'sha256' ? [] : [sequence(objectIdentifier(DIGEST_ALGORITHMS[algorithm].oid))];
  const issuerSerial = sequence(sequence(explicit(4, issuer)), serial);
  return sequence(sequence(sequence(...hashAlgorithm, octetString(digest(algorithm, certificate)), issuerSerial)));
}

/** First reference of a signing-certificate (SHA-1, RFC 2634) or signing-certificate-v2 attribute value; the first names the signer. */
export function readSigningCertificate(attribute: string, value: Uint8Array): SigningCertificateReference {
  const [first] = children(new Fields(parseDer(value, TAG.SEQUENCE)).take(TAG.SEQUENCE), MAX_REFERENCES);
  if (!first) throw new DerError('signing certificate is not named');
  const members = new Fields(expectTag(first, TAG.SEQUENCE));
  const hashAlgorithm = attribute === OID.signingCertificateV2 ? members.optional(TAG.SEQUENCE) : null;
  const hash = members.take(TAG.OCTET_STRING).content;
  const issuerSerial = members.optional(TAG.SEQUENCE);
  members.end();
  const byDefault = attribute === OID.signingCertificateV2 ? 'sha256' : 'sha1';
  return {
    algorithm: hashAlgorithm ? (digestByOid(plainAlgorithm(hashAlgorithm))?.name ?? null) : byDefault,
    hash,
    issuerSerial: issuerSerial ? readIssuerSerial(issuerSerial) : null,
  };
}

function readIssuerSerial(node: DerNode): SigningCertificateReference['issuerSerial'] {
  const members = new Fields(node);
  const names = children(members.take(TAG.SEQUENCE), MAX_REFERENCES);
  const serial = members.take(TAG.INTEGER).bytes;
  members.end();
  return { names, serial };
}

/** Whether the reference means this certificate: digest, and issuer and serial number where they are given. */
export function refersTo(reference: SigningCertificateReference, certificate: Uint8Array): boolean {
  if (!reference.algorithm || !sameBytes(digest(reference.algorithm, certificate), reference.hash)) return false;
  if (!reference.issuerSerial) return true;
  const { issuer, serial } = certificateIdentifiers(certificate);
  const issuerNamed = reference.issuerSerial.names.some((name) => name.tag === contextConstructed(4) && sameBytes(name.content, issuer));
  return issuerNamed && sameBytes(reference.issuerSerial.serial, serial);
}
