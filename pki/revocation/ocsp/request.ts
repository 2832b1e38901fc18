import { explicit, objectIdentifier, octetString, sequence } from '../../asn1/encode.ts';
import type { Certificate } from '../../certificate/certificate.ts';
import type { DigestName } from '../../digest/algorithms.ts';
import { encodeCertId } from './cert-id.ts';
import { OCSP } from './object-identifiers.ts';

export interface OcspQuestion {
  readonly certificate: Certificate;
  readonly issuer: { readonly spki: Uint8Array };
  /** Random bytes that the answer must repeat (RFC 9654: 1 to 128, 32 recommended); without them an answer made before may come. */
  readonly nonce: Uint8Array | null;
  /** By which issuer and key are named. Default `sha1`, which every responder knows (RFC 5019 section 2.1.1). */
  readonly digest?: DigestName;
}

/** OCSPRequest, DER (RFC 6960 section 4.1.1). */
export function ocspRequest({ certificate, issuer, nonce, digest = 'sha1' }: OcspQuestion): Uint8Array {
  const requests = sequence(sequence(encodeCertId(certificate, issuer, digest)));
  const extensions = nonce ? [explicit(2, sequence(sequence(objectIdentifier(OCSP.nonce), octetString(octetString(nonce)))))] : [];
  return sequence(sequence(requests, ...extensions));
}
