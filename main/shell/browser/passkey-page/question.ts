import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { PasskeyPurpose } from '../../../credentials/staff/passkey-desk.ts';
import { AppError } from '../../../errors.ts';
import { OneTimeQuestion } from '../one-time-question.ts';

/** What an authenticator is to do: options as WebAuthn's JSON forms (`parseCreationOptionsFromJSON`, `parseRequestOptionsFromJSON`). */
export type PasskeyTask =
  | { readonly kind: 'register'; readonly options: PublicKeyCredentialCreationOptionsJSON }
  | { readonly kind: 'authenticate'; readonly purpose: PasskeyPurpose; readonly options: PublicKeyCredentialRequestOptionsJSON };

export type PasskeyResponse = RegistrationResponseJSON | AuthenticationResponseJSON;

/** One question for a passkey; too old it fails with PASSKEY_REFUSED. */
export class PasskeyQuestion extends OneTimeQuestion<PasskeyResponse> {
  readonly task: PasskeyTask;

  constructor(task: PasskeyTask, signal: AbortSignal, lifetime: number) {
    super(signal, lifetime, () => new AppError('PASSKEY_REFUSED', { reason: 'expired' }));
    this.task = task;
  }
}
