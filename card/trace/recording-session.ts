import type { CardSession, Disposition, ReaderPad, TransmitOptions, Transport } from '../reader.ts';
import { encodeFailure, type TraceEvent } from './format.ts';
import { traceable } from './redact.ts';

/** A session that is written down call by call. */
export class RecordingSession implements CardSession {
  readonly reader: string;
  readonly transport: Transport;
  readonly atr: Uint8Array;
  readonly protocol: 'T=0' | 'T=1';
  readonly insertion: string;
  readonly maxApduLength: number;
  readonly gone: AbortSignal;
  readonly #inner: CardSession;
  readonly #session: number;
  readonly #record: (event: TraceEvent) => void;

  constructor(inner: CardSession, session: number, record: (event: TraceEvent) => void) {
    this.reader = inner.reader;
    this.transport = inner.transport;
    this.atr = inner.atr;
    this.protocol = inner.protocol;
    this.insertion = inner.insertion;
    this.maxApduLength = inner.maxApduLength;
    this.gone = inner.gone;
    this.#inner = inner;
    this.#session = session;
    this.#record = record;
    const onGone = () => record({ event: 'gone', session, failure: encodeFailure(inner.gone.reason) });
    if (inner.gone.aborted) onGone();
    else inner.gone.addEventListener('abort', onGone, { once: true });
  }

  /** What is typed there is not written down. */
  get pad(): ReaderPad | undefined {
    return this.#inner.pad;
  }

  async transmit(command: Uint8Array, options: TransmitOptions = {}): Promise<Uint8Array> {
    const event = { event: 'apdu', session: this.#session, ...traceable(command, options.secret) } as const;
    try {
      const answer = await this.#inner.transmit(command, options);
      this.#record({ ...event, answer: Buffer.from(answer).toString('hex') });
      return answer;
    } catch (error) {
      this.#record({ ...event, failure: encodeFailure(error) });
      throw error;
    }
  }

  async transaction<T>(disposition: Disposition, work: () => Promise<T>): Promise<T> {
    const session = this.#session;
    let stage: 'begin' | 'work' | 'end' = 'begin';
    const recorded = async () => {
      this.#record({ event: 'begin', session });
      stage = 'work';
      const result = await work();
      stage = 'end';
      return result;
    };
    try {
      const result = await this.#inner.transaction(disposition, recorded);
      this.#record({ event: 'end', session, disposition });
      return result;
    } catch (error) {
      if (stage === 'begin') this.#record({ event: 'begin', session, failure: encodeFailure(error) });
      else this.#record({ event: 'end', session, disposition, ...(stage === 'end' ? { failure: encodeFailure(error) } : {}) });
      throw error;
    }
  }

  close(disposition: Disposition): Promise<void> {
    this.#record({ event: 'close', session: this.#session, disposition });
    return this.#inner.close(disposition);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close('leave');
  }
}
