import { AppError } from '../../errors.ts';
import { SetError } from '../../exchange/events/set-error.ts';
import { HttpError } from './http-error.ts';

/** Refusals of procedures that are not a matter of what stands there now (409). */
const STATUS: Readonly<Record<string, number>> = {
  PERSON_UNKNOWN: 404,
  MEMBERSHIP_PROCEDURE_UNKNOWN: 404,
  RECONCILIATION_UNKNOWN: 404,
  MEMBERSHIP_NOT_YOURS: 403,
  MEMBERSHIP_REQUEST_WRONG: 400,
  REGISTRATION_WRONG: 400,
  STATUS_LIST_UNREADABLE: 400,
  IMPORT_UNREADABLE: 400,
};

/** SQLSTATE: what row-level security or a right refuses. */
const RIGHTS = '42501';
/** SQLSTATE classes and codes of the system that say the database is away, or busy with others. */
const AWAY = /^(?:08|53|57P|40001|40P01|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;

const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '');

/** Whatever was thrown, as what the other side is told; `null` for a fault of the program. */
export function httpErrorOf(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error;
  if (error instanceof SetError) return new HttpError(error.code === 'access_denied' ? 403 : 400, error.code, error.message);
  if (error instanceof AppError) return new HttpError(STATUS[error.code] ?? 409, error.code, '', {}, error.detail);
  const code = codeOf(error);
  if (code === RIGHTS) return new HttpError(403, 'not_yours', 'the caller may not write that');
  return AWAY.test(code) ? new HttpError(503, 'database_away', 'the database does not answer', { 'retry-after': '2' }) : null;
}
