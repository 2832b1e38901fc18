import { type DerNode, parseDer, TAG } from '../../asn1/der.ts';
import { type Der, element, nullValue, objectIdentifier, octetString, sequence } from '../../asn1/encode.ts';
import { Fields } from '../../asn1/fields.ts';
import { readBitOctets, readIntegerHex, sameBytes } from '../../asn1/values.ts';
import { plainAlgorithm } from '../../algorithms/signature-algorithms.ts';
import type { Certificate } from '../../certificate/certificate.ts';
import { certificateIdentifiers } from '../../cms/certificate-identifiers.ts';
import { DIGEST_ALGORITHMS, type DigestName, digest, digestByOid } from '../../digest/algorithms.ts';

/** How OCSP names a certificate (RFC 6960 section 4.1.1). The digest only identifies, so that SHA-1 does. */
export interface CertId {
  /** `null` when it is none of ours; such a name fits no certificate. */
  readonly digest: DigestName | null;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** Upper-case hexadecimal. */
  readonly serial: string;
}

export function readCertId(node: DerNode): CertId {
  const fields = new Fields(node);
  const algorithm = digestByOid(plainAlgorithm(fields.take(TAG.SEQUENCE)));
  const issuerNameHash = fields.take(TAG.OCTET_STRING).content;
  const issuerKeyHash = fields.take(TAG.OCTET_STRING).content;
  const serial = readIntegerHex(fields.takeAny());
  fields.end();
  return { digest: algorithm?.name ?? null, issuerNameHash, issuerKeyHash, serial };
}

/** Octets of the subjectPublicKey of a SubjectPublicKeyInfo (DER), of which keys are named by digest. */
export function keyOctets(spki: Uint8Array): Uint8Array {
  const fields = new Fields(parseDer(spki, TAG.SEQUENCE));
  fields.take(TAG.SEQUENCE);
  return readBitOctets(fields.takeAny());
}

/** Tells which identifiers name the certificate: by number, and its issuer by name and by key. Each digest is made once for all that are asked. */
export function namesOf(certificate: Certificate, issuer: { readonly spki: Uint8Array }): (id: CertId) => boolean {
  const digests = new Map<DigestName, Pick<CertId, 'issuerNameHash' | 'issuerKeyHash'>>();
  const digestsBy = (name: DigestName) => {
    const made = digests.get(name) ?? {
      issuerNameHash: digest(name, certificateIdentifiers(certificate.der).issuer),
      issuerKeyHash: digest(name, keyOctets(issuer.spki)),
    };
    digests.set(name, made);
    return made;
  };
  return (id) => {
    if (!id.digest || id.serial !== certificate.serial) return false;
    const { issuerNameHash, issuerKeyHash } = digestsBy(id.digest);
    return sameBytes(id.issuerNameHash, issuerNameHash) && sameBytes(id.issuerKeyHash, issuerKeyHash);
  };
}

export function encodeCertId(certificate: Certificate, issuer: { readonly spki: Uint8Array }, name: DigestName): Der {
  const identifiers = certificateIdentifiers(certificate.der);
  return sequence(
    sequence(objectIdentifier(DIGEST_ALGORITHMS[name].oid), nullValue()),
    octetString(digest(name, identifiers.issuer)),
    octetString(digest(name, keyOctets(issuer.spki))),
    element(TAG.INTEGER, parseDer(identifiers.serial, TAG.INTEGER).content),
  );
}
