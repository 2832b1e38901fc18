import { CardError } from '../../errors.ts';
import type { TraceEvent } from '../../trace/format.ts';

export type SessionEvent = Exclude<TraceEvent, { event: 'snapshot' | 'gone' }>;
type Ambient = Extract<TraceEvent, { event: 'snapshot' | 'gone' }>;

const isAmbient = (event: TraceEvent): event is Ambient => event.event === 'snapshot' || event.event === 'gone';

/**
 * A trace being played. Each session takes its own events in order; what happened around them (readers changing, cards leaving)
 * happens again as soon as everything recorded before it has been taken.
 */
export class Script {
  readonly #events: readonly TraceEvent[];
  readonly #taken = new Set<number>();
  readonly #onAmbient: (event: Ambient) => void;
  #position = 0;

  constructor(events: readonly TraceEvent[], onAmbient: (event: Ambient) => void) {
    this.#events = events;
    this.#onAmbient = onAmbient;
  }

  /** Plays what was recorded between the calls of the program that were made and the next one. */
  advance(): void {
    for (; this.#position < this.#events.length; this.#position++) {
      const event = this.#events[this.#position] as TraceEvent;
      if (isAmbient(event)) this.#onAmbient(event);
      else if (!this.#taken.has(this.#position)) return;
    }
  }

  /**
   * Takes the next event that belongs to what the program does.
   * @throws CardError TRACE_MISMATCH when the trace goes on otherwise, or not at all
   */
  take<E extends SessionEvent>(belongs: (event: SessionEvent) => boolean, fits: (event: SessionEvent) => event is E, did: string): E {
    const index = this.#events.findIndex((event, at) => !isAmbient(event) && !this.#taken.has(at) && belongs(event));
    const event = this.#events[index];
    if (event === undefined || isAmbient(event) || !fits(event)) {
      throw new CardError('TRACE_MISMATCH', { note: `event ${index + 1}: recorded ${describe(event)}, the program does ${did}` });
    }
    this.#taken.add(index);
    this.#advanceSoon();
    return event;
  }

  /** Lets go of everything that a session has not taken. */
  skip(session: number): void {
    this.#events.forEach((event, index) => {
      if (!isAmbient(event) && event.session === session) this.#taken.add(index);
    });
    this.#advanceSoon();
  }

  /** The program first gets its answer, then sees what happened after it. */
  #advanceSoon(): void {
    setImmediate(() => this.advance());
  }
}

const describe = (event: TraceEvent | undefined): string =>
  event === undefined ? 'nothing more' : event.event === 'apdu' ? `apdu ${event.command}` : event.event;
