/** One exchange of a ping and its answer, times in milliseconds. */
export interface ClockSample {
  /** When the ping left, by our clock. */
  readonly sent: number;
  /** When it came in and its answer left, by their clock. */
  readonly received: number;
  readonly answered: number;
  /** From ping to answer here, by a clock that nobody sets. */
  readonly took: number;
}

interface Measurement {
  readonly offset: number;
  /** Time on the way; half of it is the most by which the offset can be wrong. */
  readonly delay: number;
}

const KEPT = 8;
/** Steps smaller than this are not told from the jitter of clocks that count whole milliseconds. */
const GRAIN_MS = 20;

/**
 * How far another clock is from ours, as NTP finds it (RFC 5905 section 8): of the last few exchanges the one with the shortest way counts.
 * An exchange that contradicts it by more than both ways allow means that one of the clocks was set: then only it is believed.
 */
export class ClockOffset {
  #kept: Measurement[] = [];

  add({ sent, received, answered, took }: ClockSample): void {
    const offset = (received - sent + (answered - (sent + took))) / 2;
    const measured = { offset, delay: Math.max(0, took - (answered - received)) };
    const best = this.#best;
    const wasSet = best !== null && Math.abs(offset - best.offset) > (measured.delay + best.delay) / 2 + GRAIN_MS;
    this.#kept = wasSet ? [measured] : [...this.#kept, measured].slice(-KEPT);
  }

  get #best(): Measurement | null {
    return this.#kept.reduce<Measurement | null>((best, next) => (best === null || next.delay <= best.delay ? next : best), null);
  }

  /** Their time minus ours; `null` before the first exchange. */
  get offsetMs(): number | null {
    return this.#best?.offset ?? null;
  }
}
