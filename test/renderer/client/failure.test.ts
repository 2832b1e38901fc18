import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import { failureOf, SessionRefused } from '../../../renderer/client/failure.ts';

const known = { code: 'PIN_WRONG', detail: { triesLeft: 14 } };

it.each([
  ['a failure of the program', new ORPCError('PIN_WRONG', { data: known }), known],
  ['an error without one', new ORPCError('BAD_GATEWAY', { message: 'no' }), { code: 'INTERNAL_FAULT', detail: { note: 'no' } }],
  ['an error with other data', new ORPCError('X', { message: 'm', data: { code: 5 } }), { code: 'INTERNAL_FAULT', detail: { note: 'm' } }],
  ['a refused session', new SessionRefused(), { code: 'SESSION_REFUSED', detail: {} }],
  ['a broken connection', new TypeError('Failed to fetch'), { code: 'CONNECTION_LOST', detail: { note: 'Failed to fetch' } }],
  ['anything else', 'stop', { code: 'CONNECTION_LOST', detail: { note: 'stop' } }],
])('%s', (_name, error, failure) => expect(failureOf(error)).toEqual(failure));
