import { CardError, type CardErrorCode } from '../../errors.ts';
import type { PinEntry } from '../../pin/entry.ts';
import type { PinRequest } from '../../pin/prompt.ts';
import { encodeMessage } from '../signing/encoded-message.ts';
import { askPin } from './ask-pin.ts';
import type { SignerContext } from './context.ts';
import { observeCounter } from './observe-counter.ts';
import { signOnCard, standingAt } from './sign-on-card.ts';

/** Counter of an HPKI card after a success, until this card has shown its own (all issuers lock after 15 misses in a row). */
const FULL_TRIES = 15;

/** After which failures a willing person is asked again, and what for. */
const ASK_AGAIN: Readonly<Partial<Record<CardErrorCode, PinRequest['reason']>>> = {
  PIN_MALFORMED: 'malformed',
  PIN_WRONG: 'wrong',
  PIN_WRONG_LENGTH: 'wrong',
};

/** Signs with one application of one card. Structurally the `Signer` of `pki`. */
export class CardSigner {
  /** End-entity certificate, DER. */
  readonly certificate: Uint8Array;
  /** Issuers stored on the card, DER, nearest first. */
  readonly chain: readonly Uint8Array[];
  readonly #context: SignerContext;
  readonly #askAgain: boolean;
  /** A batch ends with the first PIN that the card refuses. */
  readonly #batch: boolean;
  #usesLeft: number;
  #held: PinEntry | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(context: SignerContext, uses: number, askAgain: boolean) {
    this.certificate = context.application.certificate.der;
    this.chain = context.application.chain;
    this.#context = context;
    this.#usesLeft = uses;
    this.#askAgain = askAgain;
    this.#batch = uses > 1;
    context.signal.addEventListener('abort', this.close, { once: true });
  }

  /**
   * RSASSA-PKCS1-v1_5 over a DER DigestInfo. Asks for the PIN unless the one of this batch may be presented again. One at a time.
   * @throws CardError
   */
  sign(digestInfo: Uint8Array): Promise<Uint8Array> {
    const signature = this.#turn.then(() => this.#sign(digestInfo));
    this.#turn = signature.catch(() => {});
    return signature;
  }

  /** Wipes what is held. A signature under way ends by its signal, not by this. */
  readonly close = (): void => {
    this.#closed = true;
    this.#drop();
    this.#context.refused.wipe();
    this.#context.signal.removeEventListener('abort', this.close);
  };

  async #sign(digestInfo: Uint8Array): Promise<Uint8Array> {
    encodeMessage(digestInfo, this.#context.modulusBytes);
    let reason: PinRequest['reason'] = 'first';
    let mayExpire = true;
    for (;;) {
      try {
        const signature = await this.#signOnce(digestInfo, reason);
        this.#usesLeft = Math.max(1, this.#usesLeft - 1);
        return signature;
      } catch (error) {
        this.#drop();
        const next = error instanceof CardError ? this.#reasonAfter(error.code, mayExpire) : null;
        if (next === null) throw error;
        if (next === 'expired') mayExpire = false;
        reason = next;
      }
    }
  }

  #reasonAfter(code: CardErrorCode, mayExpire: boolean): PinRequest['reason'] | null {
    if (code === 'PIN_NOT_REUSABLE') return mayExpire ? 'expired' : null;
    if (!this.#askAgain || (this.#batch && code !== 'PIN_MALFORMED')) return null;
    return ASK_AGAIN[code] ?? null;
  }

  async #signOnce(digestInfo: Uint8Array, reason: PinRequest['reason']): Promise<Uint8Array> {
    if (this.#closed) throw new CardError('OPERATION_ABORTED', { reader: this.#context.reader, note: 'signer closed' });
    let shown: number | null = null;
    if (this.#held === null) {
      shown = await observeCounter(this.#context);
      this.#held = await askPin(this.#context, { triesLeft: shown, reason, uses: this.#usesLeft });
    }
    const entry = this.#held;
    const signature = await this.#withRetryAfterReset(entry, () => signOnCard(this.#context, entry, shown, digestInfo));
    if (entry.state !== 'accepted') this.#drop();
    return signature;
  }

  async #withRetryAfterReset(entry: PinEntry, attempt: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      return await attempt();
    } catch (error) {
      const reset = error instanceof CardError && error.code === 'CARD_RESET';
      if (!reset || !entry.interrupted(standingAt(this.#context, this.#context.memory.fullTries(this.#context.certificateSha256) ?? FULL_TRIES)))
        throw error;
      return attempt();
    }
  }

  #drop(): void {
    this.#held?.wipe();
    this.#held = null;
  }
}
