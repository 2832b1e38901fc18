import type { Disposition, TransmitOptions } from '../../reader.ts';
import { decodeFailure, type TraceFailure } from '../../trace/format.ts';
import { traceable } from '../../trace/redact.ts';
import type { CardLink } from '../session.ts';
import type { Script, SessionEvent } from './script.ts';

type Kind<K extends SessionEvent['event']> = Extract<SessionEvent, { event: K }>;

/** Answers each call of a session as it was answered when the trace was made. */
export class ReplayLink implements CardLink {
  readonly #script: Script;
  readonly #session: number;

  constructor(script: Script, session: number) {
    this.#script = script;
    this.#session = session;
  }

  async transmit(bytes: Uint8Array, options: TransmitOptions): Promise<Uint8Array> {
    const { command, secret } = traceable(bytes, options.secret);
    const isSame = (event: SessionEvent): event is Kind<'apdu'> => event.event === 'apdu' && event.command === command && event.secret === secret;
    const event = this.#script.take(this.#isMine, isSame, `apdu ${command}`);
    failAsRecorded(event);
    return Buffer.from(event.answer ?? '', 'hex');
  }

  async begin(): Promise<void> {
    const isBegin = (event: SessionEvent): event is Kind<'begin'> => event.event === 'begin';
    failAsRecorded(this.#script.take(this.#isMine, isBegin, 'begin'));
  }

  async end(disposition: Disposition): Promise<void> {
    const isEnd = (event: SessionEvent): event is Kind<'end'> => event.event === 'end' && event.disposition === disposition;
    failAsRecorded(this.#script.take(this.#isMine, isEnd, `end ${disposition}`));
  }

  async disconnect(): Promise<void> {
    this.#script.skip(this.#session);
  }

  readonly #isMine = (event: SessionEvent): boolean => event.session === this.#session;
}

function failAsRecorded({ failure }: { readonly failure?: TraceFailure | undefined }): void {
  if (failure) throw decodeFailure(failure);
}
