/**
 * Failures of the application itself; card and certificate failures keep their own codes.
 * Words for people live in `resources/locales`, under `errors.<code>`.
 */
export const APP_ERROR_CODES = [
  'USAGE_WRONG',
  'FILE_NOT_FOUND',
  'FILE_UNREADABLE',
  'FILE_UNWRITABLE',
  'FILE_NAME_TAKEN',
  'DATA_FOLDER_LOCKED',
  'STORE_TOO_NEW',
  'DOCUMENT_UNKNOWN',
  'DOCUMENT_TYPE_UNKNOWN',
  'DOCUMENT_NOT_VIEWED',
  'REVOCATION_UNKNOWN_UNCONFIRMED',
  'REPORT_UNKNOWN',
  'JOB_UNKNOWN',
  'JOB_ALREADY_RUNNING',
  'PIN_ENTRY_EXPIRED',
  'CERTIFICATE_NOT_CONFIRMED',
  'CERTIFICATE_UNFIT_AS_ANCHOR',
  'TSA_ANCHOR_UNKNOWN',
  'TIME_STAMP_SERVICE_ABSENT',
  'TIME_STAMP_PASSWORD_NEEDED',
  'SEMINAR_UNKNOWN',
  'SEMINAR_CHANGED_MEANWHILE',
  'SEMINAR_STATE_REFUSED',
  'SEMINAR_PLAN_WRONG',
  'SEMINAR_NOT_OVER',
  'SEMINAR_SETTLED',
  'SEMINAR_NOT_SETTLED',
  'SECOND_PERSON_NEEDED',
  'RECEPTION_CLOSED',
  'RECEPTION_ALREADY_OPEN',
  'VERDICT_UNKNOWN',
  'PHOTO_IDENTITY_NEEDED',
  'REASON_NEEDED',
  'TIME_AHEAD',
  'FACT_UNKNOWN',
  'FACTS_BROKEN',
  'PERSON_UNKNOWN',
  'BOOKING_OF_OTHER_SEMINAR',
  'REGISTRATION_WRONG',
  'REGISTRATION_HELD',
  'NAME_NEEDED',
  'LIST_UNKNOWN',
  'IMPORT_UNREADABLE',
  'COLUMN_PROFILE_UNKNOWN',
  'CARD_ALREADY_BOUND',
  'HUB_NOT_SET',
  'HUB_REFUSED',
  'STATUS_LIST_UNREADABLE',
  'STATUS_LIST_AUTHORITY_UNKNOWN',
  'STATUS_LIST_OLDER',
  'BUNDLE_UNREADABLE',
  'BUNDLE_PASSPHRASE_WRONG',
  'STATION_CODE_WRONG',
  'STATION_UNREACHABLE',
  'STATION_UNKNOWN',
  'NOTHING_TO_EXPORT',
  'EXPORT_LETTERS_MISSING',
  'SUBMISSION_UNKNOWN',
  'PRACTICE_NOT_SUBMITTED',
  'CREDIT_RECORD_UNKNOWN',
  'ATTENDANCE_CERTIFICATE_UNREADABLE',
  'OPENING_BALANCE_LATE',
  'COLUMNS_MISSING',
  'SPREADSHEET_NOT_READ',
  'AUDIT_CHAIN_BROKEN',
  'SECRET_STORE_UNREADABLE',
  'SESSION_REFUSED',
  'RUNTIME_TOO_OLD',
  'INTERNAL_FAULT',
] as const;

export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: AppErrorCode;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(code: AppErrorCode, detail: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.detail = detail;
  }
}

/**
 * For `catch`: gives what the file system refused a code of ours.
 * @example await readFile(path).catch(fileFault('FILE_UNREADABLE', path))
 */
export function fileFault(code: 'FILE_NOT_FOUND' | 'FILE_UNREADABLE' | 'FILE_UNWRITABLE', path: string): (cause: unknown) => never {
  return (cause) => {
    throw new AppError(code, { path, note: (cause as NodeJS.ErrnoException).code ?? '' }, { cause });
  };
}
