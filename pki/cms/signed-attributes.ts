import { children, contextConstructed, DerError, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readTime } from '../asn1/time.ts';
import { readOid } from '../asn1/values.ts';
import { OID } from './object-identifiers.ts';
import type { SignerInfo } from './parse.ts';
import { readSigningCertificate, type SigningCertificateReference } from './signing-certificate.ts';

/** What the signer put under the signature beside the content. */
export interface SignedAttributes {
  readonly messageDigest: Uint8Array;
  /** signing-time, only claimed. */
  readonly signingTime: Date | null;
  /** From signing-certificate and signing-certificate-v2; empty when the signer's certificate is not bound. */
  readonly signingCertificates: readonly SigningCertificateReference[];
  /** Revocation lists of adbe-revocationInfoArchival. */
  readonly crls: readonly Uint8Array[];
}

/**
 * Reads the signed attributes: content-type and message-digest must be there once (RFC 5652 section 11), the others at most once.
 * @throws DerError
 */
export function readSignedAttributes(info: SignerInfo, eContentType: string): SignedAttributes {
  const contentType = required(info, OID.contentType);
  if (readOid(parseDer(contentType)) !== eContentType) throw new DerError('content-type attribute differs from the content type');
  const signingTime = single(info, OID.signingTime);
  const archival = single(info, OID.revocationInfoArchival);
  return {
    messageDigest: parseDer(required(info, OID.messageDigest), TAG.OCTET_STRING).content,
    signingTime: signingTime && readTime(parseDer(signingTime)),
    signingCertificates: [OID.signingCertificate, OID.signingCertificateV2].flatMap((type) => {
      const value = single(info, type);
      return value ? [readSigningCertificate(type, value)] : [];
    }),
    crls: archival ? readArchivedCrls(archival) : [],
  };
}

function required(info: SignerInfo, type: string): Uint8Array {
  const value = single(info, type);
  if (!value) throw new DerError(`signed attribute ${type} is missing`);
  return value;
}

function single(info: SignerInfo, type: string): Uint8Array | null {
  const [attribute, another] = info.signedAttributes.filter((candidate) => candidate.type === type);
  if (!attribute) return null;
  if (another || attribute.values.length !== 1) throw new DerError(`signed attribute ${type} has not exactly one value`);
  return attribute.values[0]!;
}

function readArchivedCrls(value: Uint8Array): Uint8Array[] {
  const crls = new Fields(parseDer(value, TAG.SEQUENCE)).optional(contextConstructed(0));
  return crls ? children(parseDer(crls.content, TAG.SEQUENCE)).map((crl) => crl.bytes) : [];
}
