import { CardError } from '../../errors.ts';
import type { CardSession, OpenOptions, ReaderService, ReaderSnapshot } from '../../reader.ts';
import { decodeFailure, decodeSnapshot, parseTrace } from '../../trace/format.ts';
import { ReaderLocks } from '../reader-locks.ts';
import { LinkedSession } from '../session.ts';
import { snapshotFeed } from '../snapshot.ts';
import { asOperationAborted } from '../unless-aborted.ts';
import { ReplayLink } from './replay-link.ts';
import { Script, type SessionEvent } from './script.ts';

type Open = Extract<SessionEvent, { event: 'open' }>;

/** Plays a recorded trace back: the same readers, the same answers, the same failures; any other call of the program is a `TRACE_MISMATCH`. */
export class ReplayReaderService implements ReaderService {
  readonly transport = 'replay';
  readonly #feed = snapshotFeed();
  readonly #locks = new ReaderLocks(() => {});
  readonly #closing = new AbortController();
  readonly #gone = new Map<number, AbortController>();
  readonly #script: Script;

  /** @throws CardError TRACE_UNREADABLE */
  constructor(trace: string) {
    this.#script = new Script(parseTrace(trace), (event) => {
      if (event.event === 'snapshot') this.#feed.publish(decodeSnapshot(event));
      else this.#goneOf(event.session).abort(decodeFailure(event.failure));
    });
    this.#script.advance();
  }

  async snapshot(): Promise<ReaderSnapshot> {
    return this.#feed.current;
  }

  watch(signal: AbortSignal): AsyncIterable<ReaderSnapshot> {
    return this.#feed.watch(AbortSignal.any([signal, this.#closing.signal]));
  }

  async open(reader: string, options: OpenOptions = {}): Promise<CardSession> {
    const aborted = asOperationAborted(options.signal);
    aborted.throwIfAborted();
    const lock = await this.#locks.acquire(reader, aborted);
    try {
      const isOpen = (event: SessionEvent): event is Open => event.event === 'open' && event.reader === reader;
      const { session, opened, failure } = this.#script.take((event) => event.event === 'open' && event.reader === reader, isOpen, `open ${reader}`);
      if (failure) throw decodeFailure(failure);
      if (!opened) throw new CardError('TRACE_UNREADABLE', { note: `session ${session} neither opened nor failed` });
      if (options.insertion !== undefined && options.insertion !== opened.insertion) throw new CardError('CARD_SWAPPED', { reader });
      const facts = { ...opened, reader, transport: this.transport, atr: Buffer.from(opened.atr, 'hex') } as const;
      return new LinkedSession(new ReplayLink(this.#script, session), facts, lock, this.#goneOf(session).signal, options);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
  }

  #goneOf(session: number): AbortController {
    const gone = this.#gone.get(session) ?? new AbortController();
    this.#gone.set(session, gone);
    return gone;
  }
}
