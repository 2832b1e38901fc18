import { isDeepStrictEqual } from 'node:util';
import type { CardSession, OpenOptions, ReaderService, ReaderSnapshot } from '../reader.ts';
import { encodeFailure, encodeSnapshot, TRACE_HEADER, type TraceEvent } from './format.ts';
import { RecordingSession } from './recording-session.ts';

/**
 * Any reader service, with everything that passes between program and cards written down as one JSON object per line, for support and replay.
 * PINs never appear (see `redact.ts`); certificates do, so a trace is personal data.
 */
export class RecordingReaderService implements ReaderService {
  readonly transport: ReaderService['transport'];
  readonly #inner: ReaderService;
  readonly #write: (line: string) => void;
  readonly #start = performance.now();
  #sessions = 0;
  #lastSnapshot: ReaderSnapshot | null = null;

  /** `write` takes one line without its line end. */
  constructor(inner: ReaderService, write: (line: string) => void) {
    this.transport = inner.transport;
    this.#inner = inner;
    this.#write = write;
    write(JSON.stringify(TRACE_HEADER));
  }

  async snapshot(): Promise<ReaderSnapshot> {
    return this.#seen(await this.#inner.snapshot());
  }

  async *watch(signal: AbortSignal): AsyncIterable<ReaderSnapshot> {
    for await (const snapshot of this.#inner.watch(signal)) yield this.#seen(snapshot);
  }

  async open(reader: string, options?: OpenOptions): Promise<CardSession> {
    const session = ++this.#sessions;
    try {
      const card = await this.#inner.open(reader, options);
      const { atr, protocol, insertion, maxApduLength } = card;
      this.#record({ event: 'open', session, reader, opened: { atr: Buffer.from(atr).toString('hex'), protocol, insertion, maxApduLength } });
      return new RecordingSession(card, session, (event) => this.#record(event));
    } catch (error) {
      this.#record({ event: 'open', session, reader, failure: encodeFailure(error) });
      throw error;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#inner[Symbol.asyncDispose]() as Promise<void>;
  }

  #seen(snapshot: ReaderSnapshot): ReaderSnapshot {
    if (!isDeepStrictEqual(snapshot, this.#lastSnapshot)) this.#record(encodeSnapshot(snapshot));
    this.#lastSnapshot = snapshot;
    return snapshot;
  }

  #record(event: TraceEvent): void {
    this.#write(JSON.stringify({ at: Math.round(performance.now() - this.#start), ...event }));
  }
}
