import { CardError } from '../card/errors.ts';
import { PkiError } from '../pki/errors.ts';
import type { Failure } from './api/schema/common.ts';
import { RefusedDocument } from './documents/refused.ts';
import { AppError } from './errors.ts';

/** Any thrown value as code and facts; words are found by the code. What is not ours is an `INTERNAL_FAULT` and keeps only its message. */
export function toFailure(error: unknown): Failure {
  if (error instanceof RefusedDocument) return error.failure;
  if (error instanceof CardError || error instanceof PkiError || error instanceof AppError) {
    const facts = Object.entries(error.detail).filter(([, value]) => value !== undefined);
    return { code: error.code, detail: Object.fromEntries(facts) };
  }
  return { code: 'INTERNAL_FAULT', detail: { note: error instanceof Error ? error.message : String(error) } };
}
