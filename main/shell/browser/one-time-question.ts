import { newToken } from './tokens.ts';

/** How long a page that was loaded may take to report its presence, milliseconds. */
const ATTENDANCE = 30_000;

/** One question on a page of its own: shown once, answered once, over when answered, closed, aborted or too old. */
export class OneTimeQuestion<Answer> {
  /** Path of the page; works once. */
  readonly path = `/entry/${newToken()}`;
  /** In the page; the answer must carry it. */
  readonly bearer = newToken();
  /** `null` when the person cancels. */
  readonly answered: Promise<Answer | null>;
  /** Ends with the question, for whatever waits on it. */
  readonly over: AbortSignal;
  #shown = false;
  #attended = false;
  readonly #end = new AbortController();
  readonly #settle = Promise.withResolvers<Answer | null>();

  /**
   * @param signal ends it with its reason
   * @param lifetime milliseconds that a person has
   * @param expired what it ends with when they are over
   */
  constructor(signal: AbortSignal, lifetime: number, expired: () => Error) {
    this.over = this.#end.signal;
    this.answered = this.#settle.promise;
    const expiry = setTimeout(() => this.#fail(expired()), lifetime);
    this.over.addEventListener('abort', () => clearTimeout(expiry), { once: true });
    const abort = () => this.#fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true, signal: this.over });
    if (signal.aborted) abort();
  }

  /**
   * Takes the one showing. A page that does not report its presence in time, or is loaded again before it does, was closed before its script could run,
   * and nobody else would notice that it is gone: the question is cancelled.
   * @returns false when it was taken
   */
  show(): boolean {
    if (this.#shown) this.#requireAttended();
    if (this.#shown || this.over.aborted) return false;
    this.#shown = true;
    const late = setTimeout(() => this.#requireAttended(), ATTENDANCE);
    this.over.addEventListener('abort', () => clearTimeout(late), { once: true });
    return true;
  }

  /** The page is there; from now on its end is noticed. */
  attend(): void {
    this.#attended = true;
  }

  /** @returns false when the question is over */
  answer(answer: Answer | null): boolean {
    if (this.over.aborted) return false;
    this.#settle.resolve(answer);
    this.#end.abort();
    return true;
  }

  #requireAttended(): void {
    if (!this.#attended) this.answer(null);
  }

  #fail(reason: unknown): void {
    if (this.over.aborted) return;
    this.#settle.reject(reason);
    this.#end.abort();
  }
}
