import { createHash, randomBytes } from 'node:crypto';

/** Bytes of a code verifier: 43 characters, as RFC 7636 section 4.1 recommends. */
const VERIFIER_BYTES = 32;

/** Proof that whoever exchanges a code is who asked for it (RFC 7636). */
export interface Pkce {
  /** Kept here until the exchange. */
  readonly verifier: string;
  /** Goes with the request; its method is S256, the only one used. */
  readonly challenge: string;
}

/** BASE64URL(SHA256(ASCII(verifier))), RFC 7636 section 4.2. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier, 'ascii').digest('base64url');

export function newPkce(): Pkce {
  const verifier = randomBytes(VERIFIER_BYTES).toString('base64url');
  return { verifier, challenge: challengeOf(verifier) };
}
