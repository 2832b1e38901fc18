import { midnightAfter } from '../../day-in-japan.ts';
import type { KnownFact } from '../facts/fact.ts';
import { annulledFacts, type EffectiveFact, effectiveFacts } from '../facts/effective.ts';
import { byPlace, placeOf } from '../facts/order.ts';
import { TEMPORARY } from './evidence.ts';

/** A person who is in: since when, in which room (`null`: every room). */
export interface Inside {
  readonly since: Date;
  readonly room: string | null;
}

const sameDay = (since: Date, now: Date): boolean => now.getTime() < midnightAfter(since.getTime());

/** By true time, then in chain order: the same on every station that has the same facts. */
const later = (a: EffectiveFact, b: EffectiveFact): number => a.trueAt.getTime() - b.trueAt.getTime() || byPlace(placeOf(a.fact), placeOf(b.fact));

/** Who is in at a seminar, kept up to date fact by fact: each new fact costs only the facts of its own person. */
export class Whereabouts {
  readonly #byPerson = new Map<string, KnownFact[]>();
  #clocks: KnownFact[] = [];
  readonly #inside = new Map<string, Inside>();
  /** Per temporary card, by the hash of its code, what gave it last to each person that had it. */
  readonly #given = new Map<string, Map<string, EffectiveFact>>();
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

  /** Who has a temporary card, by the hash of its code; of several, to whom stations gave it without knowing of each other, whoever got it last. */
  holderOf(temporary: string): string | null {
    const given = [...(this.#given.get(temporary)?.values() ?? [])].sort(later);
    return given.at(-1)?.fact.person ?? null;
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

  /** Whether a fact gives its person the temporary card it names: staff said so about an earlier scan, and have not annulled what came of it. */
  #gives({ hash, body, payload }: KnownFact, facts: readonly KnownFact[]): boolean {
    if (payload?.evidence !== TEMPORARY || payload.card === null || body.about === null || body.kind === 'void') return false;
    return !facts.some((other) => other.body.kind !== 'void' && other.body.about === hash && this.#annulled.has(other.hash));
  }

  #give(person: string, effective: EffectiveFact): void {
    const card = effective.fact.payload!.card!;
    const holders = this.#given.get(card) ?? new Map<string, EffectiveFact>();
    this.#given.set(card, holders.set(person, effective));
  }

  #annul(facts: readonly KnownFact[]): void {
    if (!facts.some(({ body }) => body.kind === 'void')) return;
    for (const { hash } of facts) this.#annulled.delete(hash);
    for (const hash of annulledFacts(facts)) this.#annulled.add(hash);
  }

  #compute(person: string): void {
    const facts = this.#byPerson.get(person)!;
    this.#annul(facts);
    for (const holders of this.#given.values()) holders.delete(person);
    let inside: Inside | null = null;
    for (const effective of effectiveFacts([...facts, ...this.#clocks])) {
      const { fact, direction, trueAt } = effective;
      if (this.#gives(fact, facts)) this.#give(person, effective);
      const { room } = fact.body;
      if (direction === 'out') inside = null;
      else if (direction === 'in' && (inside === null || inside.room !== room || !sameDay(inside.since, trueAt))) inside = { since: trueAt, room };
    }
    if (inside) this.#inside.set(person, inside);
    else this.#inside.delete(person);
  }
}
