/** Codes with which a SET is refused (RFC 8935 section 2.4). */
export const SET_ERRORS = ['invalid_request', 'invalid_key', 'invalid_issuer', 'invalid_audience', 'authentication_failed', 'access_denied'] as const;
export type SetErrorCode = (typeof SET_ERRORS)[number];

/** Why a SET is refused; the message is for whoever sent it and names nobody. */
export class SetError extends Error {
  override readonly name = 'SetError';
  readonly code: SetErrorCode;

  constructor(code: SetErrorCode, description: string, options?: ErrorOptions) {
    super(description, options);
    this.code = code;
  }
}
