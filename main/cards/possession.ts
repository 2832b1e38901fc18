import { randomBytes } from 'node:crypto';
import { CardError } from '../../card/errors.ts';
import { digest } from '../../pki/digest/algorithms.ts';
import { digestInfo } from '../../pki/digest/digest-info.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { sha256 } from '../documents/sha256.ts';
import { AskedPin } from '../signing/asked-pin.ts';
import type { PinDesk } from '../signing/pin-desk.ts';
import type { CardDesk } from './card-desk.ts';

export interface PossessionOptions {
  readonly cards: Pick<CardDesk, 'openSigner' | 'use'>;
  readonly pinDesk: PinDesk;
  readonly audit: AuditLog;
  readonly signal: AbortSignal;
  /** Receives the address of the page on which the PIN is typed, or `null` where a window opens by itself; and the tries left, each time it is asked. */
  readonly announce: (page: string | null, triesLeft: number | null) => void;
}

/** Before the random bytes, so that what is signed can be nothing else anywhere. */
const PURPOSE = new TextEncoder().encode('HPKI Desk: proof of possession\0');

/**
 * Has the card on a reader prove that it holds the key of its authentication certificate, and whoever holds the card that he has its PIN: the PIN is
 * asked, sent as it was typed and no more often, and the authentication application signs a fresh random challenge. The signature is checked with the
 * key of the certificate.
 * @param certificate SHA-256 of the authentication certificate that the card must hold, upper-case hexadecimal
 * @throws CardError CARD_SWAPPED where it holds another, PIN_CANCELLED, PIN_WRONG, PIN_LOCKED, SIGNATURE_MISMATCH, and what opening and asking throw
 */
export async function provePossession(reader: string, certificate: string, options: PossessionOptions): Promise<void> {
  const { cards, pinDesk, audit, signal, announce } = options;
  let told: number | null = null;
  const progress = {
    awaitingPin(triesLeft: number | null, page: string | null) {
      told = triesLeft;
      announce(page, triesLeft);
    },
    signing: () => announce(null, told),
  };
  const pin = new AskedPin({ reader, application: 'authentication', pinDesk, audit, progress });
  await cards.use(reader, async () => {
    const signer = await cards.openSigner(reader, pin, 1, signal, 'authentication');
    try {
      if (sha256(signer.certificate) !== certificate) throw new CardError('CARD_SWAPPED', { reader });
      await signer.sign(digestInfo('sha256', digest('sha256', PURPOSE, randomBytes(32))));
      pin.accepted();
    } catch (error) {
      await pin.endedBy(error);
      throw error;
    } finally {
      signer.close();
    }
  });
}
