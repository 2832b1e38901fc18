import { PkiError, type PkiErrorCode } from '../../pki/errors.ts';

/** Code of the PkiError that an action ends in, `null` when it succeeds; any other error goes on. */
export async function failureOf(action: () => unknown): Promise<PkiErrorCode | null> {
  try {
    await action();
    return null;
  } catch (error) {
    if (error instanceof PkiError) return error.code;
    throw error;
  }
}
