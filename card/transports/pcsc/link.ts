import { CardError } from '../../errors.ts';
import type { Disposition, ReaderPad } from '../../reader.ts';
import type { CardLink } from '../session.ts';
import { PcscFailure, SCARD, toCardError } from './codes.ts';
import { PROTOCOLS, type Protocol, SHARE_EXCLUSIVE } from './connect.ts';
import type { Pcsc, PcscContext } from './context.ts';
import type { ReaderFeatures } from './features.ts';
import type { Handle } from './native.ts';
import { eventCounter, isPresent, type ReaderLook, settled } from './reader-state.ts';

const DISPOSITIONS: Readonly<Record<Disposition, number>> = { leave: 0, reset: 1 };
const LEAVE = DISPOSITIONS.leave;

/** MAX_BUFFER_SIZE_EXTENDED of pcsc-lite; more is refused, less may lose the answer of a command that the card has carried out. */
const ANSWER_ROOM = 65548;

/** How long a driver may take to report a removal after an exchange has failed; pcscd looks every 400 ms. */
const REMOVAL_REPORT_MS = 1000;

/** An exclusive connection to one card, with a context of its own. */
export class PcscLink implements CardLink {
  readonly #pcsc: Pcsc;
  readonly #context: PcscContext;
  readonly #card: Handle;
  readonly #protocol: Protocol;
  readonly #look: ReaderLook;
  readonly #answer = new Uint8Array(ANSWER_ROOM);
  #wasReset = false;
  readonly pad: ReaderPad | undefined;

  constructor(pcsc: Pcsc, context: PcscContext, card: Handle, protocol: Protocol, look: ReaderLook, { pad }: Pick<ReaderFeatures, 'pad'>) {
    this.#pcsc = pcsc;
    this.#context = context;
    this.#card = card;
    this.#protocol = protocol;
    this.#look = look;
    this.pad = pad ? { ...pad, verify: (structure) => this.#verify(pad.verify, structure) } : undefined;
  }

  transmit(command: Uint8Array): Promise<Uint8Array> {
    return this.#named(async () => {
      await this.#acceptReset();
      const length = await this.#pcsc.native.transmit(this.#card, PROTOCOLS[this.#protocol], command, this.#answer);
      if (length < 2 && (await this.#hasLeft())) throw new CardError('CARD_REMOVED', { reader: this.#look.name });
      return this.#answer.slice(0, length);
    });
  }

  #verify(code: number, structure: Uint8Array): Promise<Uint8Array> {
    return this.#named(async () => {
      await this.#acceptReset();
      const length = await this.#pcsc.native.control(this.#card, code, structure, this.#answer);
      if (length < 2 && (await this.#hasLeft())) throw new CardError('CARD_REMOVED', { reader: this.#look.name });
      return this.#answer.slice(0, length);
    });
  }

  begin(): Promise<void> {
    return this.#named(async () => {
      await this.#acceptReset();
      await this.#pcsc.native.beginTransaction(this.#card);
    });
  }

  /** After a reset the connection counts as reset by somebody; it is taken up again at once, so that the session goes on. */
  end(disposition: Disposition): Promise<void> {
    return this.#named(async () => {
      await this.#acceptReset();
      await this.#pcsc.native.endTransaction(this.#card, DISPOSITIONS[disposition]);
      this.#wasReset = disposition === 'reset';
      await this.#acceptReset();
    });
  }

  async disconnect(disposition: Disposition): Promise<void> {
    try {
      await this.#pcsc.native.disconnect(this.#card, DISPOSITIONS[disposition]);
    } finally {
      await this.#context[Symbol.asyncDispose]();
    }
  }

  async #acceptReset(): Promise<void> {
    if (!this.#wasReset) return;
    await this.#pcsc.native.reconnect(this.#card, SHARE_EXCLUSIVE, PROTOCOLS[this.#protocol], LEAVE);
    this.#wasReset = false;
  }

  async #named<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      this.#wasReset ||= error instanceof PcscFailure && error.code === SCARD.resetCard;
      const named = toCardError(error, 'in-session', this.#look.name);
      if (named instanceof CardError && named.code === 'CARD_TRANSPORT_FAULT' && (await this.#hasLeft())) {
        throw new CardError('CARD_REMOVED', named.detail, { cause: error });
      }
      throw named;
    }
  }

  /** A removal often shows first as a failed exchange and a little later as an event: whether one comes decides what the failure is called. */
  async #hasLeft(): Promise<boolean> {
    const known = { name: this.#look.name, eventState: settled(this.#look.eventState) };
    const states = await this.#context.wait([known], REMOVAL_REPORT_MS).catch(() => null);
    const now = states?.[0];
    return now !== undefined && (!isPresent(now) || eventCounter(now) !== eventCounter(this.#look));
  }
}
