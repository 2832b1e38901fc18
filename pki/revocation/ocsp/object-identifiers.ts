/** Object identifiers of OCSP (RFC 6960 appendix B). */
export const OCSP = {
  purpose: '1.3.6.1.5.5.7.3.9',
  accessMethod: '1.3.6.1.5.5.7.48.1',
  basicResponse: '1.3.6.1.5.5.7.48.1.1',
  nonce: '1.3.6.1.5.5.7.48.1.2',
  noCheck: '1.3.6.1.5.5.7.48.1.5',
  archiveCutoff: '1.3.6.1.5.5.7.48.1.6',
} as const;
