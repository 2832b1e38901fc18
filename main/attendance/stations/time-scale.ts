import { MOST_OFF_MS } from '../facts/schema.ts';

/** What a station can say of its own clock, best first: compared with true time, nothing against it, contradicted by what is known. */
export const STANDINGS = ['measured', 'plain', 'doubted'] as const;

/** The clock of this desk by itself. */
export interface OwnClock {
  readonly standing: (typeof STANDINGS)[number];
  /** True time minus clock where that was measured otherwise (a hub), else 0; milliseconds. */
  readonly offsetMs: number;
}

/** How a clock differs from the scale that stations share. */
export interface Reference {
  /** Index in `STANDINGS` of the station that the scale is of. */
  readonly standing: number;
  /** Device whose scale it is. */
  readonly root: string;
  /** Stations between. */
  readonly hops: number;
  /** Time of the scale minus clock, milliseconds. */
  readonly offsetMs: number;
}

/** A longer line of stations goes round in a circle. */
export const MOST_HOPS = 8;
/** A clock that moved by more against the one that nobody sets was set, or the computer slept; less is how clocks are kept right. */
const STEP_MS = 1000;
/**
 * Clocks that people look at are not further off; one without battery, or set to another day or time zone, is. It is believed by nobody but a desk that
 * knows its own clock to be wrong, or one wrong clock would be that of the whole venue.
 */
const BELIEVED_MS = 6 * 60 * 60_000;
const DOUBTED = STANDINGS.indexOf('doubted');

const better = (a: Reference, b: Reference): boolean => a.standing < b.standing || (a.standing === b.standing && a.root < b.root);

/** What holds while our own clock is not set. */
interface Measured {
  /** Our clock minus the one that nobody sets, then. */
  readonly base: number;
}

interface Held extends Measured {
  readonly reference: Reference;
  /** Station that told it. */
  readonly from: string;
}

interface Disbelieved extends Measured {
  readonly offsetMs: number;
}

export interface TimeScaleOptions {
  readonly device: string;
  readonly own: () => OwnClock;
  readonly now: () => Date;
  readonly monotonic: () => number;
}

/**
 * The time that stations agree on. It is that of the station whose clock stands best, and among equals of the smallest device id; the others hold
 * their offset to it, passed on from station to station. A scale that is hours from our own clock is told and not gone by. The scale outlives the connection to its station: what was measured stays true as long as
 * our own clock is not set.
 */
export class TimeScale {
  readonly #options: TimeScaleOptions;
  readonly #connected = new Set<string>();
  #held: Held | null = null;
  /** Stations that were heard since our clock was last set. */
  readonly #met = new Map<string, Measured>();
  /** Stations whose scale is too far from our clock to go by. */
  readonly #disbelieved = new Map<string, Disbelieved>();

  constructor(options: TimeScaleOptions) {
    this.#options = options;
  }

  /** What a station tells while its clock differs from ours by so much. */
  heard(from: string, theirs: Reference | null, offsetMs: number): void {
    this.#connected.add(from);
    this.#forgetWhenSet();
    const base = this.#base();
    this.#met.set(from, { base });
    this.#disbelieved.delete(from);
    if (theirs === null || theirs.hops >= MOST_HOPS || theirs.root === this.#options.device) {
      // It goes by what it was told from here, so nothing of it can be gone by.
      if (this.#held?.from === from) this.#held = null;
      return;
    }
    const reference = { ...theirs, hops: theirs.hops + 1, offsetMs: offsetMs + theirs.offsetMs };
    if (!this.#believes(reference)) {
      this.#disbelieved.set(from, { offsetMs: reference.offsetMs, base });
      if (this.#held?.from === from) this.#held = null;
    } else if (this.#prefers(reference, from)) this.#held = { reference, from, base };
  }

  lost(from: string): void {
    this.#connected.delete(from);
  }

  /** Nothing that this station told is gone by any more. */
  letGo(from: string): void {
    this.#connected.delete(from);
    this.#met.delete(from);
    this.#disbelieved.delete(from);
    if (this.#held?.from === from) this.#held = null;
  }

  /** What to tell a station: nothing where it was the one that told us. */
  toldTo(station: string): Reference | null {
    const reference = this.#current();
    return reference.root !== this.#options.device && this.#held?.from === station ? null : reference;
  }

  /** Device whose scale it is. */
  get root(): string {
    return this.#current().root;
  }

  /** Time of the scale minus our clock, whole milliseconds; `null` when nothing was there to measure against. */
  offsetMs(): number | null {
    const { root, offsetMs } = this.#current();
    const known = root !== this.#options.device || this.#met.size > 0 || this.#options.own().standing === 'measured';
    return known ? Math.round(offsetMs) : null;
  }

  /** The most by which another station contradicts our clock, gone by or not; whole milliseconds, `null` when there is none. */
  differenceMs(): number | null {
    const gone = this.offsetMs();
    const others = [...this.#disbelieved.values()].map(({ offsetMs, base }) => Math.round(offsetMs - (this.#base() - base)));
    return [...(gone === null ? [] : [gone]), ...others].reduce<number | null>(
      (most, next) => (most === null || Math.abs(next) > Math.abs(most) ? next : most),
      null,
    );
  }

  #believes({ standing, offsetMs }: Reference): boolean {
    const wrong = this.#options.own().standing === 'doubted' && standing < DOUBTED;
    return Math.abs(offsetMs) <= (wrong ? MOST_OFF_MS : BELIEVED_MS);
  }

  #prefers(candidate: Reference, from: string): boolean {
    const held = this.#held;
    if (held === null || held.from === from || better(candidate, held.reference)) return true;
    return candidate.root === held.reference.root && (candidate.hops < held.reference.hops || !this.#connected.has(held.from));
  }

  #current(): Reference {
    this.#forgetWhenSet();
    const { standing, offsetMs } = this.#options.own();
    const mine = { standing: STANDINGS.indexOf(standing), root: this.#options.device, hops: 0, offsetMs };
    const held = this.#held;
    if (held === null || better(mine, held.reference)) return mine;
    return { ...held.reference, offsetMs: held.reference.offsetMs - (this.#base() - held.base) };
  }

  #base = (): number => this.#options.now().getTime() - this.#options.monotonic();

  #forgetWhenSet(): void {
    const base = this.#base();
    if (this.#held !== null && Math.abs(base - this.#held.base) > STEP_MS) this.#held = null;
    for (const measured of [this.#met, this.#disbelieved])
      for (const [from, then] of measured) if (Math.abs(base - then.base) > STEP_MS) measured.delete(from);
  }
}
