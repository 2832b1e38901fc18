import type { KnownFact } from './fact.ts';

/** About 2 KB each. */
const KEPT = 100_000;

interface SeminarFacts {
  readonly facts: Map<string, KnownFact>;
  /** `null`: to be made again. */
  list: readonly KnownFact[] | null;
  loaded: Promise<void> | null;
}

/** The facts of the seminars that were asked for, opened once and kept up to date. */
export class FactMemory {
  /** The one asked for last is last. */
  readonly #seminars = new Map<string, SeminarFacts>();
  readonly #load: (seminar: string) => Promise<readonly KnownFact[]>;
  readonly #kept: number;

  /** @param kept facts that are kept opened beside the newest seminar's */
  constructor(load: (seminar: string) => Promise<readonly KnownFact[]>, kept = KEPT) {
    this.#load = load;
    this.#kept = kept;
  }

  async of(seminar: string): Promise<readonly KnownFact[]> {
    const held = this.#seminars.get(seminar) ?? { facts: new Map(), list: null, loaded: null };
    this.#seminars.delete(seminar);
    this.#seminars.set(seminar, held);
    held.loaded ??= this.#fill(seminar, held);
    await held.loaded;
    held.list ??= [...held.facts.values()];
    return held.list;
  }

  /** A fact that was committed. */
  add(fact: KnownFact): void {
    const held = this.#seminars.get(fact.body.seminar);
    if (!held) return;
    held.facts.set(fact.hash, fact);
    held.list = null;
  }

  async #fill(seminar: string, held: SeminarFacts): Promise<void> {
    try {
      // What was added meanwhile is newer than what was read.
      for (const fact of await this.#load(seminar)) if (!held.facts.has(fact.hash)) held.facts.set(fact.hash, fact);
      held.list = null;
      this.#forget(seminar);
    } catch (error) {
      this.#seminars.delete(seminar);
      throw error;
    }
  }

  #forget(newest: string): void {
    let held = 0;
    for (const [seminar, { facts }] of [...this.#seminars].reverse()) {
      if (seminar !== newest && held + facts.size > this.#kept) this.#seminars.delete(seminar);
      else held += facts.size;
    }
  }
}
