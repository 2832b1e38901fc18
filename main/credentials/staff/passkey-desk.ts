import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';

/** What a passkey is asked for, told to whoever gives it: `vouch`, that a further key is registered for the same person. */
export type PasskeyPurpose = 'sign-in' | 'vouch';

/**
 * Where a shell asks for a passkey, away from the screens: a page or window of an origin that WebAuthn accepts. What comes back is not verified.
 * Both resolve with `null` when the person cancels, and reject with the reason of the signal, or with AppError PASSKEY_REFUSED when it took too long.
 */
export interface PasskeyDesk {
  /** @param announce receives the address of the page to open, or `null` where a window opens by itself */
  register(
    options: PublicKeyCredentialCreationOptionsJSON,
    signal: AbortSignal,
    announce: (page: string | null) => void,
  ): Promise<RegistrationResponseJSON | null>;
  authenticate(
    options: PublicKeyCredentialRequestOptionsJSON,
    signal: AbortSignal,
    announce: (page: string | null) => void,
    purpose?: PasskeyPurpose,
  ): Promise<AuthenticationResponseJSON | null>;
  /** Of the page, with the port. */
  readonly origin: string;
  /** Host that the passkeys are made for. */
  readonly rpId: string;
}
