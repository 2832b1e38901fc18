import type { PinAnswer, PinRequest } from '../../../../card/pin/prompt.ts';
import { AppError } from '../../../errors.ts';
import { newToken } from '../tokens.ts';

/** One question for a PIN: shown once, answered once, over when answered, closed, aborted or too old. */
export class PinEntry {
  readonly request: PinRequest;
  /** Path of the page; works once. */
  readonly path = `/entry/${newToken()}`;
  /** In the page; the answer must carry it. */
  readonly bearer = newToken();
  readonly answered: Promise<PinAnswer | null>;
  /** Ends with the entry, for whatever waits on it. */
  readonly over: AbortSignal;
  #shown = false;
  #attended = false;
  readonly #end = new AbortController();
  readonly #settle = Promise.withResolvers<PinAnswer | null>();

  constructor(request: PinRequest, signal: AbortSignal, lifetime: number) {
    this.request = request;
    this.over = this.#end.signal;
    this.answered = this.#settle.promise;
    const expiry = setTimeout(() => this.#fail(new AppError('PIN_ENTRY_EXPIRED')), lifetime);
    this.over.addEventListener('abort', () => clearTimeout(expiry), { once: true });
    const abort = () => this.#fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true, signal: this.over });
    if (signal.aborted) abort();
  }

  /**
   * Takes the one showing.
   * @returns false when it was taken. Where the page of it has not reported its presence it was loaded again before it could, and nobody else
   * would notice that it is gone: the entry is cancelled.
   */
  show(): boolean {
    if (this.#shown && !this.#attended) this.answer(null);
    if (this.#shown || this.over.aborted) return false;
    this.#shown = true;
    return true;
  }

  /** The page is there; from now on its end is noticed. */
  attend(): void {
    this.#attended = true;
  }

  /** @returns false when the entry is over; the PIN is then wiped here, otherwise by the card session */
  answer(answer: PinAnswer | null): boolean {
    if (this.over.aborted) {
      answer?.pin.fill(0);
      return false;
    }
    this.#settle.resolve(answer);
    this.#end.abort();
    return true;
  }

  #fail(reason: unknown): void {
    if (this.over.aborted) return;
    this.#settle.reject(reason);
    this.#end.abort();
  }
}
