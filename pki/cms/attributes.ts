import { objectIdentifier, octetString, sequence, setOf, time } from '../asn1/encode.ts';
import { OID } from './object-identifiers.ts';
import { signingCertificateV2 } from './signing-certificate.ts';

/** A CMS attribute; values are DER. */
export interface Attribute {
  readonly type: string;
  readonly values: readonly Uint8Array[];
}

export const encodeAttribute = ({ type, values }: Attribute): Uint8Array => sequence(objectIdentifier(type), setOf(values));

/** Attributes that every signature of ours has (RFC 5652 section 11, ETSI EN 319 122-1 section 6.3). */
export const contentTypeAttribute = (contentType: string): Attribute => ({ type: OID.contentType, values: [objectIdentifier(contentType)] });
export const messageDigestAttribute = (hash: Uint8Array): Attribute => ({ type: OID.messageDigest, values: [octetString(hash)] });
export const signingTimeAttribute = (date: Date): Attribute => ({ type: OID.signingTime, values: [time(date)] });
export const signingCertificateAttribute = (certificate: Uint8Array): Attribute => ({
  type: OID.signingCertificateV2,
  values: [signingCertificateV2(certificate)],
});
