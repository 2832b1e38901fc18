import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { AppError } from '../../errors.ts';
import { issueChallenge } from './challenge.ts';
import type { PasskeyDesk, PasskeyPurpose } from './passkey-desk.ts';

/** A passkey as it is kept. */
export interface Passkey {
  /** Credential id, base64url. */
  readonly id: string;
  /** COSE key (RFC 9052 section 7). */
  readonly publicKey: Uint8Array;
  /** Signature counter as last seen; 0 of authenticators that keep none. */
  readonly counter: number;
  readonly transports: readonly string[];
}

/** A passkey with whose it is, and whether it counts. */
export interface HeldPasskey extends Passkey {
  readonly staff: string;
  /** Why nobody signs in with it, `null` when it counts. */
  readonly because: 'pending' | 'left' | null;
  /** Registered by a colleague alone, in the set-up phase. */
  readonly provisional: boolean;
}

/** One question to an authenticator. */
export interface Ceremony {
  readonly desk: PasskeyDesk;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly announce: (page: string | null) => void;
  /** Of a passkey that is given; to sign in, where nothing else is said. */
  readonly purpose?: PasskeyPurpose;
}

const RP_NAME = 'HPKI Desk';
/** Milliseconds; WebAuthn Level 3, section 15.1 recommends five minutes where the user is verified. */
const LIFETIME_MS = 300_000;
/** COSE: ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257];

type Reason = 'cancelled' | 'unknown' | 'pending' | 'left' | 'not-verified' | 'other-person' | 'counter-back';

const refused = (reason: Reason, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown): AppError =>
  new AppError('PASSKEY_REFUSED', { reason, ...facts }, { cause });

/** Whatever the verifier throws about an answer is a refusal, with its sentence for support. */
const notVerified =
  (facts: Readonly<Record<string, string>>) =>
  (error: unknown): never => {
    throw refused('not-verified', { ...facts, note: error instanceof Error ? error.message : String(error) }, error);
  };

const descriptors = (passkeys: readonly Passkey[]) => passkeys.map(({ id, transports }) => ({ id, transports: [...transports] }));

/**
 * Has an authenticator make a passkey for somebody; it must verify whoever holds it, and must not hold one of this person already.
 * @throws AppError PASSKEY_REFUSED with a `reason`
 */
export async function makePasskey(
  { desk, now, signal, announce }: Ceremony,
  person: { readonly id: string; readonly name: string },
  held: readonly Passkey[],
): Promise<Passkey> {
  const challenge = issueChallenge(now, LIFETIME_MS);
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: desk.rpId,
    userName: person.name,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    challenge: challenge.bytes,
    timeout: LIFETIME_MS,
    attestationType: 'none',
    excludeCredentials: descriptors(held),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  const response = await desk.register(options, signal, announce);
  if (!response) throw refused('cancelled');
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge.take,
    expectedOrigin: desk.origin,
    expectedRPID: desk.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(notVerified({}));
  if (!registrationInfo) throw refused('not-verified');
  const { id, publicKey, counter } = registrationInfo.credential;
  return { id, publicKey, counter, transports: response.response.transports ?? [] };
}

/**
 * Asks for one of these passkeys. The counter is compared here and not by the verifier, which would not tell that from any other refusal: one that does
 * not rise means that the key was copied (WebAuthn Level 3, section 7.2 step 22), and is refused.
 * @param known every passkey, also those that do not count: whose it was is told in the refusal
 * @returns the passkey with its new counter
 * @throws AppError PASSKEY_REFUSED with a `reason`, and `staff` where it is known whose passkey it was
 */
export async function givePasskey(
  { desk, now, signal, announce, purpose = 'sign-in' }: Ceremony,
  known: () => Promise<readonly HeldPasskey[]>,
): Promise<HeldPasskey> {
  const challenge = issueChallenge(now, LIFETIME_MS);
  const options = await generateAuthenticationOptions({
    rpID: desk.rpId,
    challenge: challenge.bytes,
    timeout: LIFETIME_MS,
    userVerification: 'required',
    allowCredentials: descriptors((await known()).filter(({ because }) => because === null)),
  });
  const response = await desk.authenticate(options, signal, announce, purpose);
  if (!response) throw refused('cancelled');
  const passkey = (await known()).find(({ id }) => id === response.id);
  if (!passkey) throw refused('unknown');
  const { staff, because } = passkey;
  if (because) throw refused(because, { staff });
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge.take,
    expectedOrigin: desk.origin,
    expectedRPID: desk.rpId,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: Uint8Array.from(passkey.publicKey), counter: 0 },
  }).catch(notVerified({ staff }));
  if (!verified) throw refused('not-verified', { staff });
  const { userHandle } = response.response;
  if (userHandle && Buffer.from(userHandle, 'base64url').toString('utf8') !== staff) throw refused('other-person', { staff });
  const counter = authenticationInfo.newCounter;
  if ((counter > 0 || passkey.counter > 0) && counter <= passkey.counter) {
    throw refused('counter-back', { staff, counter, before: passkey.counter });
  }
  return { ...passkey, counter };
}
