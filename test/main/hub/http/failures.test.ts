import { describe, expect, it } from 'vitest';
import { AppError, type AppErrorCode } from '../../../../main/errors.ts';
import { SetError } from '../../../../main/exchange/events/set-error.ts';
import { httpErrorOf } from '../../../../main/hub/http/failures.ts';
import { HttpError } from '../../../../main/hub/http/http-error.ts';

const database = (code: string) => Object.assign(new Error('of the database'), { code });

describe('what was thrown', () => {
  it.each<[string, unknown, string]>([
    ['a refusal', new HttpError(418, 'x'), '418 x'],
    ['an event that is none', new SetError('invalid_request', 'x'), '400 invalid_request'],
    ['an event of somebody else', new SetError('access_denied', 'x'), '403 access_denied'],
    ['somebody unknown', new AppError('PERSON_UNKNOWN'), '404 PERSON_UNKNOWN'],
    ['something of others', new AppError('MEMBERSHIP_NOT_YOURS'), '403 MEMBERSHIP_NOT_YOURS'],
    ['a file that is none', new AppError('IMPORT_UNREADABLE'), '400 IMPORT_UNREADABLE'],
    ['a matter of what stands there', new AppError('MEMBERSHIP_PENDING'), '409 MEMBERSHIP_PENDING'],
    ['a right that lacks', database('42501'), '403 not_yours'],
    ['NUL in a text', database('22021'), '400 value_refused'],
    ['NUL in JSON', database('22P05'), '400 value_refused'],
    ['an impossible date', database('22008'), '400 value_refused'],
    ['a database that is away', database('57P01'), '503 database_away'],
    ['a connection that is refused', database('ECONNREFUSED'), '503 database_away'],
  ])('%s is told as %#: %s', (_what, error, expected) => {
    const told = httpErrorOf(error);
    expect(`${told?.status} ${told?.code}`).toBe(expected);
  });

  it.each<AppErrorCode>([
    ...(['SECRET_STORE_UNREADABLE', 'DATA_FOLDER_LOCKED', 'STORE_TOO_NEW', 'HUB_DATABASE_UNREACHABLE'] as const),
    ...(['ASSOCIATION_RULES_WRONG', 'FILE_NOT_FOUND', 'INTERNAL_FAULT'] as const),
  ])('%s is a fault of the hub', (code) => {
    expect(httpErrorOf(new AppError(code, { note: 'a path' }))).toBeNull();
  });

  it.each([
    ['another fault of the database', database('23505')],
    ['a code that only begins so', database('2200')],
    ['an error', new Error('x')],
    ['no error', undefined],
  ])('%s is a fault', (_what, error) => {
    expect(httpErrorOf(error)).toBeNull();
  });
});
