import { ORPCError, os } from '@orpc/server';
import { toFailure } from '../failure.ts';
import type { Failure } from './schema/common.ts';

/** Not one of the statuses by which a shell refuses a session. */
const STATUS = 422;

/** What the contract itself refuses is wrong usage; a wrong answer of ours is our fault. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof ORPCError)) return toFailure(error);
  return { code: error.code === 'BAD_REQUEST' ? 'USAGE_WRONG' : 'INTERNAL_FAULT', detail: { note: error.message } };
}

/** Whatever a procedure throws reaches every door as one error whose data is code and facts. */
export const failures = os.middleware(async ({ next }) => {
  try {
    return await next();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'INTERNAL_FAULT') console.error(error);
    throw new ORPCError(failure.code, { status: STATUS, message: failure.code, data: failure, cause: error });
  }
});
