/**
 * Everything that can go wrong between the program and a card, one stable code each.
 * Words for people live in `resources/locales`, under `errors.<code>`.
 */
export const CARD_ERROR_CODES = [
  'PCSC_LIBRARY_MISSING',
  'PCSC_SERVICE_ABSENT',
  'READER_NOT_FOUND',
  'READER_VANISHED',
  'READER_BUSY_HERE',
  'READER_BUSY_ELSEWHERE',
  'CARD_ABSENT',
  'CARD_MUTE',
  'CARD_REMOVED',
  'CARD_RESET',
  'CARD_TRANSPORT_FAULT',
  'CARD_SWAPPED',
  'CARD_NOT_HPKI',
  'CARD_APPLICATION_MISSING',
  'CARD_DIRECTORY_UNREADABLE',
  'CARD_CERTIFICATE_UNREADABLE',
  'CARD_PIN_REFERENCE_UNKNOWN',
  'CARD_UNEXPECTED_STATUS',
  'PIN_CANCELLED',
  'PIN_MALFORMED',
  'PIN_REFUSED_BEFORE',
  'PIN_WRONG',
  'PIN_LOCKED',
  'PIN_WRONG_LENGTH',
  'PIN_COUNTER_DROPPED',
  'PIN_CONFIRMATION_NEEDED',
  'PIN_NOT_REUSABLE',
  'PIN_PAD_TIMEOUT',
  'PIN_PAD_REFUSED',
  'SIGNATURE_REFUSED',
  'SIGNATURE_MISMATCH',
  'MODULE_MISSING',
  'MODULE_UNUSABLE',
  'MODULE_FOR_AUTHENTICATION',
  'MODULE_ENDED',
  'MODULE_SILENT',
  'MODULE_FAULT',
  'TOKEN_AMBIGUOUS',
  'OPERATION_ABORTED',
  'TRACE_MISMATCH',
  'TRACE_UNREADABLE',
  'VIRTUAL_CARD_UNREADABLE',
] as const;

export type CardErrorCode = (typeof CARD_ERROR_CODES)[number];

/** Facts of a failure that help support and never hold a secret. */
export interface CardErrorDetail {
  readonly reader?: string;
  readonly aid?: string;
  /** ISO 7816-4 status word, for example 0x63ce. */
  readonly statusWord?: number;
  /** PIN tries left; `null` when the card does not tell. */
  readonly triesLeft?: number | null;
  /** Code of the operating system's smart-card service, for example `0x80100069`. */
  readonly system?: string;
  readonly note?: string;
}

export class CardError extends Error {
  override readonly name = 'CardError';
  readonly code: CardErrorCode;
  readonly detail: CardErrorDetail;

  constructor(code: CardErrorCode, detail: CardErrorDetail = {}, options?: ErrorOptions) {
    super(detail.note ? `${code}: ${detail.note}` : code, options);
    this.code = code;
    this.detail = detail;
  }
}
