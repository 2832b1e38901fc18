import { CardError } from '../errors.ts';
import type { CardSession, Disposition, OpenOptions, ReaderPad, TransmitOptions, Transport } from '../reader.ts';
import type { ReaderLock } from './reader-locks.ts';
import { unlessAborted } from './unless-aborted.ts';

/** The one thing in which transports differ: how bytes reach the card. Calls never overlap. */
export interface CardLink {
  transmit(command: Uint8Array, options: TransmitOptions): Promise<Uint8Array>;
  readonly pad?: ReaderPad | undefined;
  begin(): Promise<void>;
  end(disposition: Disposition): Promise<void>;
  disconnect(disposition: Disposition): Promise<void>;
}

export interface SessionFacts {
  readonly reader: string;
  readonly transport: Transport;
  readonly atr: Uint8Array;
  readonly protocol: 'T=0' | 'T=1';
  readonly insertion: string;
  readonly maxApduLength: number;
}

const MINIMUM_ANSWER = 2;

/**
 * What every transport promises above its link: calls one after another, an end at once on removal or abort,
 * no answer without a status word, and a card left reset whenever its state is in doubt.
 */
export class LinkedSession implements CardSession {
  readonly reader: string;
  readonly transport: Transport;
  readonly atr: Uint8Array;
  readonly protocol: 'T=0' | 'T=1';
  readonly insertion: string;
  readonly maxApduLength: number;
  readonly gone: AbortSignal;
  readonly pad: ReaderPad | undefined;

  readonly #link: CardLink;
  readonly #lock: ReaderLock;
  readonly #ended = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #inTransaction = false;
  #resetOwed = false;
  #disconnected: Promise<void> | null = null;

  constructor(link: CardLink, facts: SessionFacts, lock: ReaderLock, gone: AbortSignal, options: OpenOptions = {}) {
    this.reader = facts.reader;
    this.transport = facts.transport;
    this.atr = facts.atr;
    this.protocol = facts.protocol;
    this.insertion = facts.insertion;
    this.maxApduLength = facts.maxApduLength;
    this.gone = gone;
    this.#link = link;
    this.pad = link.pad && { ...link.pad, verify: (structure) => this.#inTurn(() => link.pad!.verify(structure)) };
    this.#lock = lock;
    this.#endOn(gone, () => gone.reason as CardError, 'leave');
    if (options.signal) this.#endOn(options.signal, () => new CardError('OPERATION_ABORTED', { reader: facts.reader }), 'reset');
  }

  transmit(command: Uint8Array, options: TransmitOptions = {}): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      const answer = await this.#link.transmit(command, options);
      if (answer.length < MINIMUM_ANSWER)
        throw new CardError('CARD_TRANSPORT_FAULT', { reader: this.reader, note: `answer of ${answer.length} bytes` });
      return answer;
    });
  }

  async transaction<T>(end: Disposition, work: () => Promise<T>): Promise<T> {
    if (this.#inTransaction) throw new TypeError('transactions do not nest');
    this.#inTransaction = true;
    try {
      await this.#inTurn(() => this.#link.begin());
      const outcome = await Promise.allSettled([work()]);
      await this.#endTransaction(end, outcome[0].status === 'fulfilled');
      if (outcome[0].status === 'rejected') throw outcome[0].reason;
      return outcome[0].value;
    } finally {
      this.#inTransaction = false;
    }
  }

  async close(disposition: Disposition): Promise<void> {
    const endedEarly = this.#ended.signal.aborted;
    this.#finish(new CardError('OPERATION_ABORTED', { reader: this.reader, note: 'session closed' }), disposition);
    if (!endedEarly) await this.#disconnected;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close('leave');
  }

  /** A failed reset is made up for when the session closes; once the session has ended there is nothing left to end. */
  async #endTransaction(end: Disposition, worked: boolean): Promise<void> {
    try {
      await this.#inTurn(() => this.#link.end(end));
    } catch (error) {
      this.#resetOwed ||= end === 'reset';
      if (worked && !this.#ended.signal.aborted) throw error;
    }
  }

  #inTurn<T>(call: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      this.#ended.signal.throwIfAborted();
      return call();
    });
    this.#last = turn.catch(() => {});
    return unlessAborted(turn, this.#ended.signal);
  }

  #endOn(signal: AbortSignal, reason: () => CardError, disposition: Disposition): void {
    const end = () => this.#finish(reason(), disposition);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true, signal: this.#ended.signal });
  }

  /** Ends the session once: pending calls reject, the link is let go after its last call, then the reader is free. */
  #finish(reason: CardError, disposition: Disposition): void {
    if (this.#disconnected) return;
    this.#lock.ending();
    this.#disconnected = this.#last
      .then(() => this.#link.disconnect(this.#resetOwed ? 'reset' : disposition))
      .catch(() => {})
      .finally(() => this.#lock.release());
    this.#ended.abort(reason);
  }
}
