import { AppError, type AppErrorCode } from '../../errors.ts';
import { SetError } from '../../exchange/events/set-error.ts';
import { HttpError } from './http-error.ts';

/** Every code that answers a request; an AppError with another one is a fault of the hub, and neither it nor its detail is told. */
const STATUS: Readonly<Partial<Record<AppErrorCode, number>>> = {
  PERSON_UNKNOWN: 404,
  MEMBERSHIP_PROCEDURE_UNKNOWN: 404,
  RECONCILIATION_UNKNOWN: 404,
  MEMBERSHIP_NOT_YOURS: 403,
  MEMBERSHIP_REQUEST_WRONG: 400,
  REGISTRATION_WRONG: 400,
  STATUS_LIST_UNREADABLE: 400,
  IMPORT_UNREADABLE: 400,
  // A matter of what stands there now.
  ASSOCIATION_TREE_WRONG: 409,
  ASSOCIATION_UNKNOWN: 409,
  COLUMNS_MISSING: 409,
  COLUMN_PROFILE_UNKNOWN: 409,
  CONSENT_NEEDED: 409,
  EXPORT_LETTERS_MISSING: 409,
  MEMBERSHIP_CHANGED_SINCE: 409,
  MEMBERSHIP_DECISION_REFUSED: 409,
  MEMBERSHIP_MASTERED_HERE: 409,
  MEMBERSHIP_PENDING: 409,
  MEMBERSHIP_PROCEDURE_CLOSED: 409,
  MEMBERSHIP_READ_ONLY: 409,
  MEMBER_IMPORT_CHANGED_SINCE: 409,
  MEMBER_IMPORT_UNKNOWN: 409,
  REASON_NEEDED: 409,
  SPREADSHEET_NOT_READ: 409,
  STATUS_LIST_OLDER: 409,
  USAGE_WRONG: 409,
};

/** SQLSTATE: what row-level security or a right refuses. */
const RIGHTS = '42501';
/** SQLSTATE class 22, data exception: a value that no column holds, such as NUL in a text or 30 February. */
const DATA = /^22[\dA-Z]{3}$/;
/** SQLSTATE classes and codes of the system that say the database is away, or busy with others. */
const AWAY = /^(?:08|53|57P|40001|40P01|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;

const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '');

/** Whatever was thrown, as what the other side is told; `null` for a fault of the program. */
export function httpErrorOf(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error;
  if (error instanceof SetError) return new HttpError(error.code === 'access_denied' ? 403 : 400, error.code, error.message);
  if (error instanceof AppError) {
    const status = STATUS[error.code];
    return status === undefined ? null : new HttpError(status, error.code, '', {}, error.detail);
  }
  const code = codeOf(error);
  if (code === RIGHTS) return new HttpError(403, 'not_yours', 'the caller may not write that');
  if (DATA.test(code)) return new HttpError(400, 'value_refused', 'the database holds no such value');
  return AWAY.test(code) ? new HttpError(503, 'database_away', 'the database does not answer', { 'retry-after': '2' }) : null;
}
