import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { PasskeyDesk, PasskeyPurpose } from '../../../main/credentials/staff/passkey-desk.ts';
import type { Answered, SoftwareAuthenticator } from '../../support/software-authenticator.ts';

/** A desk at which whoever sits there gives the passkey of `hand`, with one answer changed where a test says so. */
export class PreparedHand implements PasskeyDesk {
  readonly origin = 'http://localhost:49152';
  readonly rpId = 'localhost';
  /** Whose key lies in the hand; `null` cancels. */
  hand: SoftwareAuthenticator | null = null;
  /** Where another key than that one is registered. */
  made: SoftwareAuthenticator | null = null;
  change: Partial<Answered> = {};
  readonly registrations: PublicKeyCredentialCreationOptionsJSON[] = [];
  readonly purposes: PasskeyPurpose[] = [];
  readonly authentications: PublicKeyCredentialRequestOptionsJSON[] = [];
  /** Given in place of a new answer, once. */
  replay: AuthenticationResponseJSON | RegistrationResponseJSON | null = null;
  last: AuthenticationResponseJSON | RegistrationResponseJSON | null = null;
  whileAsked: (signal: AbortSignal) => void | Promise<void> = () => {};

  async register(options: PublicKeyCredentialCreationOptionsJSON, signal: AbortSignal, announce: (page: string | null) => void) {
    this.registrations.push(options);
    const given = await this.#asked(signal, announce, (hand) => (this.made ?? hand).register(options, this.origin, this.change));
    return given as RegistrationResponseJSON | null;
  }

  async authenticate(
    options: PublicKeyCredentialRequestOptionsJSON,
    signal: AbortSignal,
    announce: (page: string | null) => void,
    purpose: PasskeyPurpose,
  ) {
    this.purposes.push(purpose);
    this.authentications.push(options);
    const given = await this.#asked(signal, announce, (hand) => hand.authenticate(options, this.origin, this.change));
    return given as AuthenticationResponseJSON | null;
  }

  async #asked<Response extends AuthenticationResponseJSON | RegistrationResponseJSON>(
    signal: AbortSignal,
    announce: (page: string | null) => void,
    give: (hand: SoftwareAuthenticator) => Response,
  ) {
    announce(`${this.origin}/entry/x`);
    await this.whileAsked(signal);
    signal.throwIfAborted();
    const { replay } = this;
    this.replay = null;
    this.last = replay ?? (this.hand && give(this.hand));
    return this.last;
  }
}
