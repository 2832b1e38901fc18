import { midnightAfter } from '../../day-in-japan.ts';
import type { KnownFact } from '../facts/fact.ts';
import { annulledFacts, effectiveFacts } from '../facts/effective.ts';
import { TEMPORARY } from './temporary-card.ts';

/** A person who is in: since when, in which room (`null`: every room). */
export interface Inside {
  readonly since: Date;
  readonly room: string | null;
}

const sameDay = (since: Date, now: Date): boolean => now.getTime() < midnightAfter(since.getTime());

/** Who is in at a seminar, kept up to date fact by fact: each new fact costs only the facts of its own person. */
export class Whereabouts {
  readonly #byPerson = new Map<string, KnownFact[]>();
  #clocks: KnownFact[] = [];
  readonly #inside = new Map<string, Inside>();
  readonly #temporary = new Map<string, string>();
  readonly #annulled = new Set<string>();
  #count = 0;

  constructor(facts: readonly KnownFact[]) {
    for (const fact of facts) this.#keep(fact);
    for (const person of this.#byPerson.keys()) this.#compute(person);
  }

  add(fact: KnownFact): void {
    this.#keep(fact);
    if (this.#isOfClocks(fact)) for (const person of this.#byPerson.keys()) this.#compute(person);
    else if (fact.person !== null) this.#compute(fact.person);
  }

  /** Presence of the day of `now`; whoever forgot to go out is not in on the next day. */
  of(person: string, now: Date): Inside | null {
    const inside = this.#inside.get(person);
    return inside && sameDay(inside.since, now) ? inside : null;
  }

  /** Who has a temporary card, by the hash of its code. */
  holderOf(temporary: string): string | null {
    return this.#temporary.get(temporary) ?? null;
  }

  /** Whether a fact of a person no longer counts. */
  isAnnulled(hash: string): boolean {
    return this.#annulled.has(hash);
  }

  /** Persons who are in on the day of `now`. */
  count(now: Date): number {
    return [...this.#inside.values()].filter(({ since }) => sameDay(since, now)).length;
  }

  get facts(): number {
    return this.#count;
  }

  #keep(fact: KnownFact): void {
    this.#count += 1;
    if (this.#isOfClocks(fact)) {
      this.#clocks = [...this.#clocks, fact];
      return;
    }
    if (fact.person === null) return;
    const known = this.#byPerson.get(fact.person);
    if (known) known.push(fact);
    else this.#byPerson.set(fact.person, [fact]);
  }

  /** A correction of a clock, or what annuls one. */
  #isOfClocks({ hash, body: { kind, about } }: KnownFact): boolean {
    return kind === 'clock' || this.#clocks.some((fact) => fact.hash === hash || (kind === 'void' && fact.hash === about));
  }

  #annul(facts: readonly KnownFact[]): void {
    if (!facts.some(({ body }) => body.kind === 'void')) return;
    for (const { hash } of facts) this.#annulled.delete(hash);
    for (const hash of annulledFacts(facts)) this.#annulled.add(hash);
  }

  #compute(person: string): void {
    const facts = this.#byPerson.get(person)!;
    this.#annul(facts);
    for (const [card, holder] of this.#temporary) if (holder === person) this.#temporary.delete(card);
    let inside: Inside | null = null;
    for (const { fact, direction, trueAt } of effectiveFacts([...facts, ...this.#clocks])) {
      const { evidence, card } = fact.payload ?? {};
      if (evidence === TEMPORARY && card && fact.body.kind !== 'void') this.#temporary.set(card, person);
      if (direction === 'out') inside = null;
      else if (direction === 'in' && (inside === null || inside.room !== fact.body.room)) inside = { since: trueAt, room: fact.body.room };
    }
    if (inside) this.#inside.set(person, inside);
    else this.#inside.delete(person);
  }
}
