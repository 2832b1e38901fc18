import { randomBytes } from 'node:crypto';

/** One random challenge (WebAuthn Level 3, section 13.4.3: at least 16 bytes, never used twice). */
export interface Challenge {
  /** 32 bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether this is the challenge, in base64url, and it was neither taken before nor is too old; it is used up either way. */
  take(given: string): boolean;
}

/** @param lifetime milliseconds */
export function issueChallenge(now: () => Date, lifetime: number): Challenge {
  const bytes = Uint8Array.from(randomBytes(32));
  const expected = Buffer.from(bytes).toString('base64url');
  const until = now().getTime() + lifetime;
  let used = false;
  return {
    bytes,
    take(given) {
      const fresh = !used && now().getTime() <= until;
      used = true;
      return fresh && given === expected;
    },
  };
}
