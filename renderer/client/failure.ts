import { ORPCError } from '@orpc/client';
import type { Failure } from '../../main/api/schema/common.ts';

/** Failures that only the page can see; their words stand among the others under `errors.<code>`. */
export const PAGE_ERROR_CODES = ['CONNECTION_LOST', 'SCREEN_UNAVAILABLE', 'SESSION_REFUSED'] as const;

/** The shell does not know this page (any more). */
export class SessionRefused extends Error {
  override readonly name = 'SessionRefused';
}

/** A refusal that came over another way than the contract. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string' && 'detail' in value;
}

/** Whatever a call threw, as code and facts: the program's own failure, else what the page knows of the connection. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) return error.failure;
  if (error instanceof SessionRefused) return { code: 'SESSION_REFUSED', detail: {} };
  if (error instanceof ORPCError) return isFailure(error.data) ? error.data : { code: 'INTERNAL_FAULT', detail: { note: error.message } };
  return { code: 'CONNECTION_LOST', detail: { note: error instanceof Error ? error.message : String(error) } };
}
