import { CardError, type CardErrorCode } from '../errors.ts';
import { encodeMessage } from '../hpki/signing/encoded-message.ts';
import type { KnownTries } from './ask-pin.ts';
import type { PinUse, Standing } from './entry.ts';
import type { PinRequest } from './prompt.ts';
import type { RefusedPins } from './refused-pins.ts';

/** After which failures a willing person is asked again, and what for. */
const ASK_AGAIN: Readonly<Partial<Record<CardErrorCode, PinRequest['reason']>>> = {
  PIN_MALFORMED: 'malformed',
  PIN_REFUSED_BEFORE: 'refused-before',
  PIN_WRONG: 'wrong',
  PIN_WRONG_LENGTH: 'wrong',
};

/** One key behind a PIN: an application of a card, or a token of a module. */
export interface PinnedKey<Through, Tries extends KnownTries = KnownTries> {
  readonly reader: string;
  /** End-entity certificate, DER. */
  readonly certificate: Uint8Array;
  /** Issuers, DER, nearest first. */
  readonly chain: readonly Uint8Array[];
  readonly modulusBytes: number;
  /** Refused PINs that this signer alone knows of, wiped with it; `null` where they are remembered beyond it. */
  readonly ownRefused: RefusedPins | null;
  readonly signal: AbortSignal;
  /** What is told of the tries without spending one. @throws CardError PIN_LOCKED before anybody is asked */
  observe(): Promise<Tries>;
  /** Asks the person. Nothing has been sent when this fails. */
  ask(order: Tries & Pick<PinRequest, 'reason' | 'uses'>): Promise<PinUse<Through>>;
  /** One signature. `shown` is what the person saw before typing, `null` for a PIN that was accepted before. */
  sign(entry: PinUse<Through>, shown: Tries | null, digestInfo: Uint8Array): Promise<Uint8Array>;
  /** Before what the card would stand if its state alone was lost. */
  afterReset(): Standing;
}

/** Signs with one key, asking for its PIN as often as it takes and no more. Structurally the `Signer` of `pki`. */
export class PinnedSigner<Through, Tries extends KnownTries = KnownTries> {
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly #key: PinnedKey<Through, Tries>;
  readonly #askAgain: boolean;
  /** A batch ends with the first PIN that is refused. */
  readonly #batch: boolean;
  #usesLeft: number;
  #held: PinUse<Through> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  /**
   * @param uses signatures that one PIN entry is asked for
   * @param askAgain whether the person is asked again after a PIN that was malformed or, where it is for one signature, wrong
   */
  constructor(key: PinnedKey<Through, Tries>, uses: number, askAgain: boolean) {
    this.certificate = key.certificate;
    this.chain = key.chain;
    this.#key = key;
    this.#usesLeft = uses;
    this.#askAgain = askAgain;
    this.#batch = uses > 1;
    key.signal.addEventListener('abort', this.close, { once: true });
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
    this.#key.ownRefused?.wipe();
    this.#key.signal.removeEventListener('abort', this.close);
  };

  async #sign(digestInfo: Uint8Array): Promise<Uint8Array> {
    encodeMessage(digestInfo, this.#key.modulusBytes);
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
    if (this.#closed) throw new CardError('OPERATION_ABORTED', { reader: this.#key.reader, note: 'signer closed' });
    let shown: Tries | null = null;
    if (this.#held === null) {
      shown = await this.#key.observe();
      this.#held = await this.#key.ask({ ...shown, reason, uses: this.#usesLeft });
    }
    const entry = this.#held;
    const signature = await this.#withRetryAfterReset(entry, () => this.#key.sign(entry, shown, digestInfo));
    if (entry.state !== 'accepted') this.#drop();
    return signature;
  }

  async #withRetryAfterReset(entry: PinUse<Through>, attempt: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      return await attempt();
    } catch (error) {
      const reset = error instanceof CardError && error.code === 'CARD_RESET';
      if (!reset || !entry.interrupted(this.#key.afterReset())) throw error;
      return attempt();
    }
  }

  #drop(): void {
    this.#held?.wipe();
    this.#held = null;
  }
}
