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
  /** Signed attribute: the content existed before it was signed (ETSI EN 319 122-1 section 5.2.8). */
  contentTimeStamp: '1.2.840.113549.1.9.16.2.20',
  certificateValues: '1.2.840.113549.1.9.16.2.23',
  revocationValues: '1.2.840.113549.1.9.16.2.24',
  /** Forms before the third, of ETSI TS 101 733. */
  archiveTimeStampV1: '1.2.840.113549.1.9.16.2.27',
  archiveTimeStampV2: '1.2.840.113549.1.9.16.2.48',
  archiveTimeStampV3: '0.4.0.1733.2.4',
  /** Unsigned attribute of the token in an archive-time-stamp-v3. */
  archiveHashIndexV3: '0.4.0.19122.1.5',
  /** Kinds of RevocationInfoChoice that are no list: a whole OCSPResponse (RFC 5940), and what it is wrapped around. */
  ocspResponse: '1.3.6.1.5.5.7.16.2',
  basicOcspResponse: '1.3.6.1.5.5.7.48.1.1',
} as const;
