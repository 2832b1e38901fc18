import {
  annulledFacts,
  type ClockCorrections,
  clockCorrections,
  type EffectiveFact,
  effectiveFacts,
  trueTime,
} from '../attendance/facts/effective.ts';
import type { FactPayload, KnownFact } from '../attendance/facts/fact.ts';
import type { Movement } from './stays.ts';

/** What happened to one person at a seminar. */
export interface Course {
  readonly person: string;
  readonly effective: readonly EffectiveFact[];
  readonly annulled: readonly Movement[];
  readonly payload: FactPayload | null;
  readonly flagged: readonly string[];
}

/** What a fact does to presence, at its true time. */
export const movement = ({ body, hash }: KnownFact, trueAt: Date): Movement => ({
  direction: body.direction ?? 'out',
  at: trueAt.getTime(),
  session: body.session,
  room: body.room,
  test: body.test,
  hash,
});

const hasPerson = (fact: KnownFact): fact is KnownFact & { readonly person: string } => fact.person !== null;

/** The newest that can still be read, whatever the order of the facts. */
const newestPayload = (facts: readonly KnownFact[]): FactPayload | null =>
  facts
    .filter(({ payload }) => payload !== null)
    .reduce<KnownFact | null>((newest, fact) => (newest && timed(newest) > timed(fact) ? newest : fact), null)?.payload ?? null;
const timed = ({ body, hash }: KnownFact): string => `${body.at} ${hash}`;

/** Courses of everybody who was received, or whose record was annulled; those who were only seen are not among them. */
export function coursesOf(facts: readonly KnownFact[]): ReadonlyMap<string, Course> {
  const annulled = facts.some(({ body }) => body.kind === 'void') ? annulledFacts(facts) : new Set<string>();
  const corrections: ClockCorrections = annulled.size > 0 ? clockCorrections(facts) : new Map();
  const effective = Map.groupBy(effectiveFacts(facts), ({ fact }) => fact.person);
  const courses = new Map<string, Course>();
  for (const [person, own] of Map.groupBy(facts.filter(hasPerson), (fact) => fact.person)) {
    const gone = own.filter(({ hash, body }) => annulled.has(hash) && body.direction !== null);
    const counting = (effective.get(person) ?? []).filter(({ direction }) => direction !== null);
    if (gone.length + counting.length === 0) continue;
    courses.set(person, {
      person,
      effective: counting,
      annulled: gone.map((fact) => movement(fact, trueTime(fact, corrections))),
      payload: newestPayload(own),
      flagged: own.flatMap(({ body, hash }) => (body.kind === 'flag' && body.verdict !== null && !annulled.has(hash) ? [body.verdict] : [])),
    });
  }
  return courses;
}
