import { CardError, type CardErrorCode } from '../errors.ts';
import type { RefusedPins } from './refused-pins.ts';
import { wipe } from './wipe.ts';

const REFUSALS: ReadonlySet<CardErrorCode> = new Set(['PIN_WRONG', 'PIN_LOCKED', 'PIN_WRONG_LENGTH']);

/** The card or token before which a PIN stands. */
export interface Standing {
  /** The stay of the card in the reader. */
  readonly insertion: string;
  readonly aid: string;
  readonly certificateSha256: string;
  /** Tries left now; `null` when the card does not tell. */
  readonly triesLeft: number | null;
  /** A token that tells no number says at least that nobody missed since the last success. */
  readonly untouched?: boolean;
}

/** The way by which a PIN goes out, once for each call. */
export type SendPin<Through> = (pin: Uint8Array, through: Through) => Promise<void>;

/** Whether an accepted PIN stands before the very same card as after its last success; an unknown counter is never the same. */
function sameStanding(before: Standing, now: Standing): boolean {
  return (
    before.insertion === now.insertion &&
    before.aid === now.aid &&
    before.certificateSha256 === now.certificateSha256 &&
    ((before.triesLeft !== null && before.triesLeft === now.triesLeft) || (before.untouched === true && now.untouched === true))
  );
}

/**
 * `typed` never sent · `sent` under way, or its answer was lost · `accepted` by the card · `wiped` of no further use.
 */
export type PinEntryState = 'typed' | 'sent' | 'accepted' | 'wiped';

/** What presents a PIN for one signature or a batch of them: what a person typed here, or the way to what is typed at the reader. */
export interface PinUse<Through> {
  readonly state: PinEntryState;
  /** Signatures that may still be made with it, the present one included. */
  readonly usesLeft: number;
  /** Presents the PIN, if it may be presented before this card. @throws CardError */
  present(through: Through, now: Standing): Promise<void>;
  /** The signature is made; `after` is the card's state then. Permits the next signature of the batch, or ends the entry. */
  completed(after: Standing): void;
  /**
   * The card lost its state in the middle of a signature (reset, or another signing command). Permits one more presentation for
   * this signature before the given card.
   * @returns whether the signature may be tried again with this entry
   */
  interrupted(expected: Standing): boolean;
  wipe(): void;
}

/**
 * One PIN as a person typed it, with the only way to send it. Typed, it may be sent once. Accepted, it may be sent again only
 * under a permit (for the next signature of its batch, or once in a signature that was interrupted) and only before the same
 * {@link Standing}. Every other outcome wipes it.
 */
export class PinEntry<Through extends { readonly reader: string }> implements PinUse<Through> {
  readonly #pin: Uint8Array;
  readonly #send: SendPin<Through>;
  readonly #refused: RefusedPins;
  #state: PinEntryState = 'typed';
  #permit: Standing | null = null;
  #interrupted = false;
  #uses: number;

  /** Takes the folded PIN over and wipes it in the end. `uses` is the number of signatures it was asked for. */
  constructor(pin: Uint8Array, send: SendPin<Through>, uses: number, refused: RefusedPins) {
    this.#pin = pin;
    this.#send = send;
    this.#uses = uses;
    this.#refused = refused;
  }

  get state(): PinEntryState {
    return this.#state;
  }

  get usesLeft(): number {
    return this.#uses;
  }

  /**
   * Sends the PIN, if it may be sent before this card.
   * @throws CardError PIN_NOT_REUSABLE, PIN_REFUSED_BEFORE (nothing is sent) and what sending it throws; after either the entry is wiped
   */
  async present(through: Through, now: Standing): Promise<void> {
    const refusal = this.#refusalBefore(now);
    this.#permit = null;
    if (refusal !== null) {
      this.wipe();
      throw new CardError(refusal, { reader: through.reader, aid: now.aid, triesLeft: now.triesLeft });
    }
    this.#state = 'sent';
    try {
      await this.#send(this.#pin, through);
    } catch (error) {
      if (error instanceof CardError && REFUSALS.has(error.code)) this.#refused.add(this.#pin);
      this.wipe();
      throw error;
    }
    this.#state = 'accepted';
  }

  completed(after: Standing): void {
    this.#uses -= 1;
    this.#interrupted = false;
    if (this.#state === 'accepted' && this.#uses > 0) this.#permit = after;
    else this.wipe();
  }

  interrupted(expected: Standing): boolean {
    if (this.#interrupted) return false;
    this.#interrupted = true;
    if (this.#state === 'accepted') this.#permit = expected;
    return this.#state === 'typed' || this.#state === 'accepted';
  }

  #refusalBefore(now: Standing): CardErrorCode | null {
    if (this.#state === 'typed') return this.#refused.has(this.#pin) ? 'PIN_REFUSED_BEFORE' : null;
    return this.#state === 'accepted' && this.#permit !== null && sameStanding(this.#permit, now) ? null : 'PIN_NOT_REUSABLE';
  }

  wipe(): void {
    this.#state = 'wiped';
    this.#permit = null;
    wipe(this.#pin);
  }
}
