import type { Direction } from '../../api/schema/attendance.ts';
import type { FactBody, KnownFact } from './fact.ts';
import { byPlace, inChainOrder, placeOf } from './order.ts';
import { type ClockCorrections, correctionsBy, trueTime } from './true-time.ts';

export { type ClockCorrections, trueTime } from './true-time.ts';

/** A fact that holds: neither annulled nor told twice. */
export interface EffectiveFact {
  readonly fact: KnownFact;
  /** What it does to presence; `null`: nothing. */
  readonly direction: Direction | null;
  /** When: for an arrival that was first seen and accepted later, the time at which it was seen. */
  readonly trueAt: Date;
}

/** One happening, with every fact that tells it; the first of them in chain order speaks for all. */
interface Happening {
  readonly told: KnownFact[];
}

const first = ({ told }: Happening): KnownFact => told[0]!;

/**
 * Facts of one nonce that say the same of the same person are one happening. Facts that share a nonce and differ in what they do, or to whom, both stand:
 * nobody makes a fact vanish by writing another. As `about` is part of this, a happening and what it speaks of can never speak of each other.
 */
export const happeningKey = ({ person, body: { nonce, kind, direction, about } }: Told): string =>
  JSON.stringify([nonce, kind, direction, about, person]);

type Told = Pick<KnownFact, 'person'> & { readonly body: Pick<FactBody, 'nonce' | 'kind' | 'direction' | 'about'> };

function happeningsOf(facts: readonly KnownFact[]): Happening[] {
  const found = new Map<string, Happening>();
  for (const fact of inChainOrder(facts)) {
    const key = happeningKey(fact);
    const known = found.get(key);
    if (known) known.told.push(fact);
    else found.set(key, { told: [fact] });
  }
  return [...found.values()];
}

/**
 * Happenings that are annulled: something that holds itself annuls them. Worked out from those that nobody speaks of; hashes allow no circle, and one in
 * made-up facts would stand.
 */
function annulledOf(happenings: readonly Happening[]): ReadonlySet<Happening> {
  const byHash = new Map(happenings.flatMap((happening) => happening.told.map(({ hash }) => [hash, happening] as const)));
  const targetOf = (happening: Happening): Happening | undefined => {
    const { kind, about } = first(happening).body;
    return kind === 'void' && about !== null ? byHash.get(about) : undefined;
  };
  const undecided = new Map<Happening, number>();
  for (const happening of happenings) {
    const target = targetOf(happening);
    if (target) undecided.set(target, (undecided.get(target) ?? 0) + 1);
  }
  const annulled = new Set<Happening>();
  const decided = happenings.filter((happening) => !undecided.has(happening));
  for (const happening of decided) {
    const target = targetOf(happening);
    if (!target) continue;
    if (!annulled.has(happening)) annulled.add(target);
    const left = undecided.get(target)! - 1;
    undecided.set(target, left);
    if (left === 0) decided.push(target);
  }
  return annulled;
}

/** Hashes of the facts that are annulled by another that holds. An annulment that is annulled annuls nothing. */
export function annulledFacts(facts: readonly KnownFact[]): ReadonlySet<string> {
  return new Set([...annulledOf(happeningsOf(facts))].flatMap(({ told }) => told.map(({ hash }) => hash)));
}

function standing(facts: readonly KnownFact[]): KnownFact[] {
  const happenings = happeningsOf(facts);
  const annulled = annulledOf(happenings);
  return happenings.filter((happening) => !annulled.has(happening)).map(first);
}

/**
 * The facts of one seminar that hold, by true time, then in chain order. Depends on nothing but the set of facts: neither on their order nor on what
 * came twice.
 */
export function effectiveFacts(facts: readonly KnownFact[]): EffectiveFact[] {
  const hold = standing(facts);
  const corrections = correctionsBy(hold);
  const seen = new Map(facts.filter(({ body }) => body.kind === 'seen').map((fact) => [fact.hash, fact]));
  const timed = hold.map((fact): EffectiveFact => {
    const { direction, about } = fact.body;
    const arrival = direction === null || about === null ? undefined : seen.get(about);
    return { fact, direction, trueAt: trueTime(arrival ?? fact, corrections) };
  });
  return timed.sort((a, b) => a.trueAt.getTime() - b.trueAt.getTime() || byPlace(placeOf(a.fact), placeOf(b.fact)));
}

/** How far the clock of each device was from true time, as staff have told it (`clockCorrections`). */
export function clockCorrections(facts: readonly KnownFact[]): ClockCorrections {
  return correctionsBy(standing(facts));
}
