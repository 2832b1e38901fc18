import { provenSignature } from '../algorithms/proven-signature.ts';
import { rsaIdentifier } from '../algorithms/signature-algorithms.ts';
import { contextConstructed, TAG } from '../asn1/der.ts';
import { explicit, integer, nullValue, objectIdentifier, octetString, sequence, setOf } from '../asn1/encode.ts';
import { DIGEST_ALGORITHMS, type DigestName } from '../digest/algorithms.ts';
import type { Signer } from '../signer.ts';
import {
  type Attribute,
  contentTypeAttribute,
  encodeAttribute,
  messageDigestAttribute,
  signingCertificateAttribute,
  signingTimeAttribute,
} from './attributes.ts';
import { certificateIdentifiers } from './certificate-identifiers.ts';
import { OID } from './object-identifiers.ts';

export interface SignedDataOrder {
  readonly signer: Signer;
  readonly digestAlgorithm: Exclude<DigestName, 'sha1'>;
  /** Digest of the content, made with `digestAlgorithm`. */
  readonly contentDigest: Uint8Array;
  /** Type of the content; id-data unless given. */
  readonly eContentType?: string;
  /** Content that travels inside; without it the signature is detached. */
  readonly eContent?: Uint8Array;
  /** Claimed time of signing; left out for PAdES, whose dictionary holds it. */
  readonly signingTime?: Date;
  /** Signed attributes beyond content-type, message-digest, signing-certificate-v2 and signing-time. */
  readonly signedAttributes?: readonly Attribute[];
  /** Certificates to embed; the signer's own and its chain unless given. */
  readonly certificates?: readonly Uint8Array[];
  readonly unsignedAttributes?: readonly Attribute[];
}

/**
 * CMS SignedData with one RSASSA-PKCS1-v1_5 signature, in DER (RFC 5652 section 5, ETSI EN 319 122-1 level B-B).
 * The value that the signer returns is proved against its certificate before it is used.
 * @throws PkiError SIGNATURE_VALUE_WRONG; whatever the signer throws
 */
export async function buildSignedData(order: SignedDataOrder): Promise<Uint8Array> {
  const { signer, digestAlgorithm, eContentType = OID.data } = order;
  const certificates = order.certificates ?? [signer.certificate, ...signer.chain];
  const algorithm = sequence(objectIdentifier(DIGEST_ALGORITHMS[digestAlgorithm].oid));
  return sequence(
    objectIdentifier(OID.signedData),
    explicit(
      0,
      sequence(
        integer(eContentType === OID.data ? 1 : 3),
        setOf([algorithm]),
        sequence(objectIdentifier(eContentType), ...(order.eContent ? [explicit(0, octetString(order.eContent))] : [])),
        ...(certificates.length > 0 ? [setOf(certificates, contextConstructed(0))] : []),
        setOf([await signerInfo(order, eContentType, algorithm)]),
      ),
    ),
  );
}

async function signerInfo(order: SignedDataOrder, eContentType: string, algorithm: Uint8Array): Promise<Uint8Array> {
  const { signer, digestAlgorithm } = order;
  const attributes = [
    contentTypeAttribute(eContentType),
    messageDigestAttribute(order.contentDigest),
    signingCertificateAttribute(signer.certificate),
    ...(order.signingTime ? [signingTimeAttribute(order.signingTime)] : []),
    ...(order.signedAttributes ?? []),
  ].map(encodeAttribute);
  const unsigned = order.unsignedAttributes ?? [];
  const { issuer, serial } = certificateIdentifiers(signer.certificate);
  return sequence(
    integer(1),
    sequence(issuer, serial),
    algorithm,
    setOf(attributes, contextConstructed(0)),
    sequence(objectIdentifier(rsaIdentifier(digestAlgorithm)), nullValue()),
    // The attributes are signed under their own SET OF tag (RFC 5652 section 5.4).
    octetString(await provenSignature(signer, digestAlgorithm, setOf(attributes, TAG.SET))),
    ...(unsigned.length > 0 ? [setOf(unsigned.map(encodeAttribute), contextConstructed(1))] : []),
  );
}
