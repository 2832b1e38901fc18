import { type Certificate, parseCertificate } from '../certificate/certificate.ts';
import { readable } from '../readable.ts';
import { type Crl, parseCrl } from './crl.ts';
import { type OcspResponse, parseOcspResponse } from './ocsp/response.ts';

/** Revocation data at hand, read; nothing of it is believed by itself. */
export interface RevocationData {
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly OcspResponse[];
  /** Certificates among which issuers of lists and responders may be. */
  readonly candidates: readonly Certificate[];
}

/** Evidence as it comes, DER. */
export interface RevocationDers {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
}

/** Reads evidence; what cannot be read is left out. */
export const readRevocationData = ({ crls, ocspResponses, certificates }: RevocationDers): RevocationData => ({
  crls: readable(crls, parseCrl),
  ocspResponses: readable(ocspResponses, parseOcspResponse),
  candidates: readable(certificates, parseCertificate),
});
