import { CardError } from '../../card/errors.ts';
import { PkiError } from '../../pki/errors.ts';
import type { LoginChallenge } from '../../pki/web-eid/challenge.ts';
import { createToken } from '../../pki/web-eid/create-token.ts';
import type { WebEidToken } from '../../pki/web-eid/token.ts';
import packageFile from '../../package.json' with { type: 'json' };
import type { LoginProgress } from '../api/schema/programs.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { CardDesk } from '../cards/card-desk.ts';
import { sha256 } from '../documents/sha256.ts';
import { AskedPin } from '../signing/asked-pin.ts';
import type { PinDesk } from '../signing/pin-desk.ts';
import { assess } from '../signing/readiness.ts';
import type { Trust } from '../verification/trust.ts';

export interface LoginServices {
  readonly cards: Pick<CardDesk, 'openSigner' | 'use'>;
  readonly pinDesk: PinDesk;
  readonly audit: AuditLog;
  readonly trust: () => Promise<Trust>;
  readonly now: () => Date;
}

export interface LoginOrder {
  readonly challenge: LoginChallenge;
  readonly reader: string;
  /** SHA-256 of the authentication certificate that the person was shown, upper-case hexadecimal. */
  readonly certificate: string;
}

/** Names the program and its version in tokens. */
const APP_VERSION = new URL(packageFile.version, packageFile.homepage).href;

/**
 * Has the authentication application of a card sign a login. The certificate is judged before the PIN is asked; revocation that is merely unknown is for
 * the web application to judge. The PIN is sent as it was typed and no more often.
 * @throws CardError CARD_SWAPPED, PIN_CANCELLED, PIN_WRONG, PIN_LOCKED and what opening and asking throw; PkiError with what speaks against the certificate
 */
export async function signLogin(
  { challenge, reader, certificate }: LoginOrder,
  { cards, pinDesk, audit, trust, now }: LoginServices,
  tell: (progress: Pick<LoginProgress, 'state'> & Partial<LoginProgress>) => void,
  signal: AbortSignal,
): Promise<WebEidToken> {
  const progress = {
    awaitingPin: (triesLeft: number | null, pinPage: string | null) => tell({ state: 'awaiting-pin', triesLeft, pinPage }),
    signing: () => tell({ state: 'signing', pinPage: null }),
  };
  const pin = new AskedPin({ reader, application: 'authentication', pinDesk, audit, progress });
  return cards.use(reader, async () => {
    const signer = await cards.openSigner(reader, pin, 1, signal, 'authentication');
    try {
      if (sha256(signer.certificate) !== certificate) throw new CardError('CARD_SWAPPED', { reader });
      const { failure } = await assess(signer, await trust(), now(), { use: 'authentication' });
      if (failure) throw new PkiError(failure);
      const token = await createToken(signer, challenge, APP_VERSION);
      pin.accepted();
      return token;
    } catch (error) {
      await pin.endedBy(error);
      throw error;
    } finally {
      signer.close();
    }
  });
}
