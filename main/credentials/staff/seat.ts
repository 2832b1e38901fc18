/** Who sits at the desk. */
export interface Sitting {
  readonly staff: string;
  readonly by: 'passkey' | 'card';
  readonly locked: boolean;
  /** When it locks, or has locked, unless somebody works. */
  readonly locksAt: Date;
}

export interface SeatOptions {
  readonly now: () => Date;
  /** Milliseconds without work. */
  readonly idle: () => number;
  /** Told when it has locked by itself. */
  readonly onIdle: (sitting: Sitting) => void;
}

/**
 * The one seat of the program: empty, taken, or taken and locked. It locks by a timer, and by the clock whenever it is looked at, since a timer
 * stands still while a computer sleeps.
 */
export class Seat {
  readonly #options: SeatOptions;
  #taken: Pick<Sitting, 'staff' | 'by'> | null = null;
  #locked = false;
  #workedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SeatOptions) {
    this.#options = options;
  }

  get sitting(): Sitting | null {
    this.#lockWhenIdle();
    return this.#now();
  }

  sit(staff: string, by: Sitting['by']): void {
    this.#taken = { staff, by };
    this.#locked = false;
    this.#begin();
  }

  /** Somebody works: the time begins anew, unless it is over already. */
  work(): void {
    this.#lockWhenIdle();
    if (this.#taken && !this.#locked) this.#begin();
  }

  lock(): void {
    clearTimeout(this.#timer);
    this.#locked = this.#taken !== null;
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#taken = null;
    this.#locked = false;
  }

  #now(): Sitting | null {
    return this.#taken && { ...this.#taken, locked: this.#locked, locksAt: new Date(this.#workedAt + this.#options.idle()) };
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#workedAt = this.#options.now().getTime();
    this.#timer = setTimeout(() => this.#lockItself(), this.#options.idle()).unref();
  }

  #lockWhenIdle(): void {
    if (this.#taken && !this.#locked && this.#options.now().getTime() - this.#workedAt >= this.#options.idle()) this.#lockItself();
  }

  #lockItself(): void {
    this.lock();
    const sitting = this.#now();
    if (sitting) this.#options.onIdle(sitting);
  }
}
