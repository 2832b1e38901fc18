/**
 * Failures of certificates and documents that end an operation (a verification that finds something bad is a report, not an error).
 * Words for people live in `resources/locales`, under `errors.<code>`.
 */
export const PKI_ERROR_CODES = [
  'CERTIFICATE_UNREADABLE',
  'CRL_UNREADABLE',
  'DOCUMENT_UNREADABLE',
  'XML_UNREADABLE',
  'XML_TOO_LARGE',
  'XML_FORBIDDEN_CONSTRUCT',
  'XML_ALREADY_SIGNED',
  'XML_SIGNATURE_NOT_FOUND',
  'XML_SIGNED_BY_ANOTHER',
  'PRESCRIPTION_MALFORMED',
  'PRESCRIPTION_ALREADY_SIGNED',
  'PRESCRIPTION_NOT_EMBEDDABLE',
  'DISPENSING_MALFORMED',
  'DISPENSING_ALREADY_SIGNED',
  'PDF_UNREADABLE',
  'PDF_ENCRYPTED',
  'PDF_RESTRICTED',
  'PDF_BROKEN',
  'PDF_ALTERED_AFTER_SIGNING',
  'PDF_CERTIFIED_NO_CHANGES',
  'PDF_NOT_SIGNED',
  'PDF_SIGNATURE_TOO_LARGE',
  'STAMP_GLYPH_MISSING',
  'SIGNER_CERTIFICATE_EXPIRED',
  'SIGNER_CERTIFICATE_NOT_YET_VALID',
  'SIGNER_CERTIFICATE_REVOKED',
  'SIGNER_CERTIFICATE_UNFIT',
  'SIGNATURE_VALUE_WRONG',
  'TEST_CARD_REFUSED',
  'LEVEL_NOT_AVAILABLE',
  'LEVEL_ALREADY_REACHED',
  'EVIDENCE_INCOMPLETE',
  'SIGNATURE_NOT_INTACT',
  'TIME_STAMP_NOT_INTACT',
  'TIME_STAMP_REFUSED',
  'TIME_STAMP_WRONG',
  'TIME_STAMP_CLOCK_APART',
  'TEST_AUTHORITY_UNREADABLE',
  'HOST_NOT_ALLOWED',
  'NETWORK_OFF',
  'NETWORK_HOST_NOT_FOUND',
  'NETWORK_REFUSED',
  'NETWORK_INTERRUPTED',
  'NETWORK_TIMEOUT',
  'NETWORK_TLS',
  'NETWORK_PROXY',
  'NETWORK_STATUS',
  'NETWORK_REDIRECT',
  'NETWORK_TOO_LARGE',
  'OCSP_UNREADABLE',
  'OCSP_REFUSED',
  'OCSP_NONCE_WRONG',
  'REVOCATION_LIST_FOREIGN',
  'REVOCATION_LIST_OLDER',
  'REMOTE_ADDRESS_UNFIT',
  'REMOTE_SERVICE_UNFIT',
  'REMOTE_SIGN_IN_ELSEWHERE',
  'REMOTE_SIGN_IN_REFUSED',
  'REMOTE_SESSION_ENDED',
  'REMOTE_REFUSED',
  'REMOTE_ANSWER_WRONG',
  'REMOTE_PIN_REFUSED',
  'REMOTE_PIN_OUTCOME_UNKNOWN',
  'REMOTE_CREDENTIAL_UNFIT',
  'REMOTE_CERTIFICATE_CHANGED',
] as const;

export type PkiErrorCode = (typeof PKI_ERROR_CODES)[number];

export class PkiError extends Error {
  override readonly name = 'PkiError';
  readonly code: PkiErrorCode;
  /** Facts without secrets, for the words (placeholders) and for support. */
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(code: PkiErrorCode, detail: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(detail['note'] ? `${code}: ${detail['note']}` : code, options);
    this.code = code;
    this.detail = detail;
  }
}
