import { constants, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { contextConstructed, TAG } from '../../pki/asn1/der.ts';
import { explicit, integer, nullValue, objectIdentifier, octetString, sequence, setOf } from '../../pki/asn1/encode.ts';
import {
  type Attribute,
  contentTypeAttribute,
  encodeAttribute,
  messageDigestAttribute,
  signingCertificateAttribute,
} from '../../pki/cms/attributes.ts';
import { certificateIdentifiers } from '../../pki/cms/certificate-identifiers.ts';
import { OID } from '../../pki/cms/object-identifiers.ts';
import { DIGEST_ALGORITHMS, digest } from '../../pki/digest/algorithms.ts';
import type { IssuedCertificate } from '../../pki/test-authority/authority.ts';

/** A SignedData put together part by part, so that a test can make exactly one of them wrong; what is not given is right. */
export interface CraftedSignedData {
  readonly content: Uint8Array;
  readonly version?: number;
  readonly announced?: readonly string[];
  readonly eContentType?: string;
  readonly eContent?: Uint8Array;
  readonly certificates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly signerVersion?: number;
  /** DER. */
  readonly identifier?: Uint8Array;
  readonly digestOid?: string;
  /** `null`: none, the signature is over the content. */
  readonly attributes?: readonly Attribute[] | null;
  /** AlgorithmIdentifier, DER. */
  readonly signatureAlgorithm?: Uint8Array;
  readonly signWith?: (message: Uint8Array, key: KeyObject) => Uint8Array;
  readonly unsigned?: readonly Attribute[];
  readonly signers?: number;
}

export const baselineAttributes = (content: Uint8Array, certificate: Uint8Array): Attribute[] => [
  contentTypeAttribute(OID.data),
  messageDigestAttribute(digest('sha256', content)),
  signingCertificateAttribute(certificate),
];

export const algorithm = (oid: string, parameters: Uint8Array | null = nullValue()): Uint8Array =>
  sequence(objectIdentifier(oid), ...(parameters ? [parameters] : []));

export const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

export function craftSignedData(issued: IssuedCertificate, parts: CraftedSignedData): Uint8Array {
  const { issuer, serial } = certificateIdentifiers(issued.certificate);
  const digestOid = parts.digestOid ?? DIGEST_ALGORITHMS.sha256.oid;
  const attributes = parts.attributes === undefined ? baselineAttributes(parts.content, issued.certificate) : parts.attributes;
  const encoded = attributes?.map(encodeAttribute) ?? [];
  const key = createPrivateKey({ key: Buffer.from(issued.privateKey), format: 'der', type: 'pkcs8' });
  const message = attributes ? setOf(encoded, TAG.SET) : parts.content;
  const signWith = parts.signWith ?? ((bytes: Uint8Array) => sign('sha256', bytes, { key, padding: constants.RSA_PKCS1_PADDING }));
  const signerInfo = sequence(
    integer(parts.signerVersion ?? 1),
    parts.identifier ?? sequence(issuer, serial),
    algorithm(digestOid, null),
    ...(attributes ? [setOf(encoded, contextConstructed(0))] : []),
    parts.signatureAlgorithm ?? algorithm(SHA256_WITH_RSA),
    octetString(signWith(message, key)),
    ...(parts.unsigned ? [setOf(parts.unsigned.map(encodeAttribute), contextConstructed(1))] : []),
  );
  const signedData = sequence(
    integer(parts.version ?? 1),
    setOf((parts.announced ?? [digestOid]).map((oid) => algorithm(oid, null))),
    sequence(objectIdentifier(parts.eContentType ?? OID.data), ...(parts.eContent ? [explicit(0, octetString(parts.eContent))] : [])),
    setOf(parts.certificates ?? [issued.certificate, ...issued.chain], contextConstructed(0)),
    ...(parts.crls ? [setOf(parts.crls, contextConstructed(1))] : []),
    setOf(Array<Uint8Array>(parts.signers ?? 1).fill(signerInfo)),
  );
  return sequence(objectIdentifier(OID.signedData), explicit(0, signedData));
}
