import { ORPCError } from '@orpc/server';
import type { Failure } from '../../../main/api/schema/common.ts';

/** What a procedure throws when it fails, as the program throws it. */
export const failed = (code: string, detail: Failure['detail'] = {}) =>
  new ORPCError('UNPROCESSABLE_CONTENT', { message: code, data: { code, detail } satisfies Failure });
