/** Object identifiers of CMS and its signed attributes (RFC 5652, RFC 5035, RFC 3161, ETSI EN 319 122-1). */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  /** Revocation data inside the signature of older PDF signatures (ISO 32000-1 section 12.8.3.3.2). */
  revocationInfoArchival: '1.2.840.113583.1.1.8',
  /** Unsigned attribute (RFC 3161 appendix A). */
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
} as const;
