import * as z from 'zod';
import { Budget } from './budget.ts';
import { ClockOffset } from './clock-offset.ts';
import { frameOf, GarbageError, readFrames } from './frames.ts';
import { type LinkMessage, readLinkMessage } from './messages.ts';
import type { Pace } from './pace.ts';
import type { SecureChannel } from './secure-channel.ts';
import type { Reference } from './time-scale.ts';

/** Why a link was cut off from this side. Words: `reception.station.fault.<id>`. */
export type LinkFault = 'garbage' | 'flood' | 'silent' | 'internal';

/** What a station may send of no use: news that are none, pings, states. What brings something new, or answers us, is free. */
const USELESS_ALLOWED = { burst: 400, perSecond: 50 };
/** Answers that pile up because the other side asks and does not read. */
const MOST_UNSENT = 4 * 1_048_576;
/** Pings without an answer, from a station that does say something else. */
const MOST_UNANSWERED = 8;

/** More came in than a station of ours sends. */
export class FloodError extends Error {
  override readonly name = 'FloodError';
}

/** Messages that are acknowledged, without the number that the link gives them. */
export type Parcel = Extract<LinkMessage, { type: 'facts' | 'rows' }>;
type WithoutNumber<P> = P extends Parcel ? Omit<P, 'id'> : never;
type Numbered = 'ack' | 'ping' | 'pong';
type Handled = Exclude<LinkMessage, { type: Numbered }>;

export interface LinkOptions {
  readonly pace: Pace;
  readonly now: () => Date;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic: () => number;
  /** Takes one message; the next is not read before. Answers whether it brought anything. What it throws ends the link. */
  readonly handle: (message: Handled) => Promise<boolean>;
  /** How our clock differs from the shared scale, to be told. */
  readonly reference: () => Reference | null;
  /** A ping came back. */
  readonly measured: (offsetMs: number, theirs: Reference | null) => void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/** A connection to a paired station while it lasts: messages in order, acknowledgements, heartbeats, the offset of the other clock. */
export class Link {
  readonly channel: SecureChannel;
  /** Fulfilled when the other side has said who it is; rejected when the connection ends before. */
  readonly established: Promise<void>;
  /** Fulfilled at the end of the connection with what was wrong with it, `null` when nothing was. */
  readonly ended: Promise<LinkFault | null>;
  readonly #options: LinkOptions;
  readonly #clock = new ClockOffset();
  readonly #useless: Budget;
  readonly #awaited = new Map<number, Waiting>();
  readonly #pings = new Map<number, { readonly sent: number; readonly at: number }>();
  readonly #greeted = Promise.withResolvers<void>();
  #theirs: Reference | null | undefined;
  #numbers = 0;
  #pongs = 0;
  #lastHeard: number;
  #handling = false;
  #isGreeted = false;
  #fault: LinkFault | null = null;

  constructor(channel: SecureChannel, options: LinkOptions) {
    this.channel = channel;
    this.#options = options;
    this.#useless = new Budget(USELESS_ALLOWED, options.monotonic);
    this.#lastHeard = options.monotonic();
    this.established = this.#greeted.promise;
    this.established.catch(() => {});
    this.ended = this.#run();
  }

  get offsetMs(): number | null {
    return this.#clock.offsetMs;
  }

  /** Sends without waiting; on an ended link nothing happens. */
  send(message: LinkMessage): void {
    const { socket } = this.channel;
    if (!socket.writable) return;
    socket.write(frameOf(message));
    if (socket.writableLength > MOST_UNSENT) this.cut('flood');
  }

  /** Sends what is to be taken; fulfilled when the other side has it on disk, rejected when the link ends before. */
  deliver(parcel: WithoutNumber<Parcel>): Promise<void> {
    const id = ++this.#numbers;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#awaited.set(id, { resolve, reject });
    if (this.channel.socket.writable) this.send({ ...parcel, id } as Parcel);
    else reject(new Error('the link has ended'));
    return promise;
  }

  /** Acknowledges what was taken. */
  acknowledge({ id }: Parcel): void {
    this.send({ type: 'ack', id });
  }

  ping(): void {
    const id = ++this.#numbers;
    this.#pings.set(id, { sent: this.#options.now().getTime(), at: this.#options.monotonic() });
    this.send({ type: 'ping', id, reference: this.#options.reference() });
  }

  /** Ends the link from this side, because of a fault of the other where one is given. */
  cut(fault: LinkFault | null): void {
    this.#fault ??= fault;
    this.channel.socket.destroy();
  }

  async #run(): Promise<LinkFault | null> {
    const heartbeat = setInterval(() => this.#beat(), this.#options.pace.heartbeatMs).unref();
    try {
      for await (const value of readFrames(this.channel.socket)) {
        if (this.channel.socket.destroyed) break;
        this.#lastHeard = this.#options.monotonic();
        if (!(await this.#take(readLinkMessage(value))) && !this.#useless.take(1)) throw new FloodError('messages of no use');
      }
    } catch (error) {
      this.#fault ??= faultOf(error);
    } finally {
      clearInterval(heartbeat);
      this.channel.socket.destroy();
      const reason = new Error('the link has ended');
      for (const { reject } of this.#awaited.values()) reject(reason);
      this.#greeted.reject(reason);
    }
    return this.#fault;
  }

  /** Whether a message was of use. */
  async #take(message: LinkMessage): Promise<boolean> {
    if (message.type === 'state') this.#greet();
    else if (!this.#isGreeted) throw new GarbageError('spoke before it said who it is');
    switch (message.type) {
      case 'ack':
        return this.#takeAck(message);
      case 'ping': {
        const received = this.#options.now().getTime();
        this.#theirs = message.reference;
        this.send({ type: 'pong', id: message.id, received, answered: this.#options.now().getTime() });
        this.#tellMeasured();
        return false;
      }
      case 'pong':
        return this.#takePong(message);
      default:
        return this.#handle(message);
    }
  }

  async #handle(message: Handled): Promise<boolean> {
    this.#handling = true;
    try {
      return await this.#options.handle(message);
    } catch (cause) {
      if (cause instanceof FloodError || cause instanceof GarbageError) throw cause;
      console.error(cause);
      throw new HandlingError('a message could not be handled', { cause });
    } finally {
      this.#handling = false;
    }
  }

  #greet(): void {
    if (this.#isGreeted) return;
    this.#isGreeted = true;
    this.#greeted.resolve();
    this.ping();
  }

  #takeAck({ id }: Extract<LinkMessage, { type: 'ack' }>): boolean {
    const waiting = this.#awaited.get(id);
    if (!waiting) throw new GarbageError('acknowledged what was not sent');
    this.#awaited.delete(id);
    waiting.resolve();
    return true;
  }

  #takePong({ id, received, answered }: Extract<LinkMessage, { type: 'pong' }>): boolean {
    const ping = this.#pings.get(id);
    if (!ping) throw new GarbageError('answered what was not asked');
    this.#pings.delete(id);
    this.#clock.add({ sent: ping.sent, received, answered, took: this.#options.monotonic() - ping.at });
    this.#pongs += 1;
    this.#tellMeasured();
    if (this.#pongs < this.#options.pace.firstPings) this.ping();
    return true;
  }

  #tellMeasured(): void {
    const { offsetMs } = this.#clock;
    if (offsetMs !== null && this.#theirs !== undefined) this.#options.measured(offsetMs, this.#theirs);
  }

  #beat(): void {
    const { pace, monotonic } = this.#options;
    const silent = monotonic() - this.#lastHeard > pace.silentMs || this.#pings.size >= MOST_UNANSWERED;
    if (silent && !this.#handling) this.cut('silent');
    else if (this.#isGreeted) this.ping();
  }
}

/** What this desk could not do with a message that was in order. */
class HandlingError extends Error {
  override readonly name = 'HandlingError';
}

/** What an error says of the other side; a connection that broke says nothing. */
function faultOf(error: unknown): LinkFault | null {
  if (error instanceof GarbageError || error instanceof z.ZodError) return 'garbage';
  if (error instanceof FloodError) return 'flood';
  return error instanceof HandlingError ? 'internal' : null;
}
