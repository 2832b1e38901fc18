import { AppError } from '../../errors.ts';

/** The longest time for which one entry of the PIN serves a batch, and the longest that the program may stand still meanwhile. */
const LONGEST_MS = 60 * 60_000;
const STILL_MS = 30_000;
const BEAT_MS = 2_000;

export interface PinHoldOptions {
  readonly now: () => Date;
  /** Ends the job; what it holds is wiped with it. */
  readonly stop: (reason: AppError) => void;
}

/**
 * Watches over the PIN that is held for a batch. It ends with the batch, after an hour, and when the program stood still, because the computer slept:
 * whoever wakes it need not be who typed the PIN.
 */
export class PinHold {
  readonly #options: PinHoldOptions;
  #since = 0;
  #seen = 0;
  #beat: NodeJS.Timeout | null = null;

  constructor(options: PinHoldOptions) {
    this.#options = options;
  }

  /** The PIN was typed: it is held from now on, whatever the card and the network take until it is first presented. */
  begin(): { readonly since: string; readonly until: string } {
    this.end();
    this.#since = this.#seen = this.#time;
    this.#beat = setInterval(() => this.#look(), BEAT_MS);
    this.#beat.unref();
    return { since: new Date(this.#since).toISOString(), until: new Date(this.#since + LONGEST_MS).toISOString() };
  }

  /** Before each presentation, since a beat may come after it. @throws AppError PIN_HOLD_ENDED */
  require(): void {
    const fault = this.#fault();
    if (fault) throw fault;
  }

  /** Nothing is held any more. */
  end(): void {
    if (this.#beat) clearInterval(this.#beat);
    this.#beat = null;
  }

  get #time(): number {
    return this.#options.now().getTime();
  }

  #look(): void {
    const fault = this.#fault();
    if (!fault) return;
    this.end();
    this.#options.stop(fault);
  }

  #fault(): AppError | null {
    if (!this.#beat) return null;
    const time = this.#time;
    const [still, held] = [time - this.#seen, time - this.#since];
    this.#seen = time;
    if (Math.abs(still) > STILL_MS) return new AppError('PIN_HOLD_ENDED', { note: 'stood still' });
    return held > LONGEST_MS ? new AppError('PIN_HOLD_ENDED', { note: 'longest time' }) : null;
  }
}
