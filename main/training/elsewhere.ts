import type { Participation, Seminar, SeminarPlan } from '../api/schema/training.ts';
import type { KnownFact } from '../attendance/facts/fact.ts';
import { type AgendaItem, agendaOf } from './agenda.ts';
import { type Course, coursesOf, movement } from './courses.ts';
import { staysWithin } from './presence.ts';
import { staysOf } from './stays.ts';

/** Other seminars, by person, at which somebody was at a time when they were at this one. */
export type Elsewhere = ReadonlyMap<string, NonNullable<Participation['elsewhere']>>;

/** A seminar and what was recorded of it. */
export interface Recorded {
  readonly seminar: string;
  readonly plan: SeminarPlan;
  readonly facts: readonly KnownFact[];
}

/** Milliseconds since 1970. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const meet = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;
const anyMeet = (some: readonly Span[], others: readonly Span[]): boolean => some.some((one) => others.some((other) => meet(one, other)));
const spansOf = (plan: SeminarPlan): Span[] => agendaOf(plan).map(({ start, end }) => ({ from: start, to: end }));

/** Those of all seminars that have a session at the time of one of this: neither called off nor a rehearsal, at which nobody earns anything. */
export function atTheSameTime(id: string, plan: SeminarPlan, all: readonly Seminar[]): readonly Seminar[] {
  if (plan.practice) return [];
  const own = spansOf(plan);
  return all.filter((other) => other.id !== id && other.state !== 'cancelled' && !other.plan.practice && anyMeet(own, spansOf(other.plan)));
}

/** When somebody was at sessions, by real cards and entries. */
function presenceOf(agenda: readonly AgendaItem[], { effective }: Course, until: number): readonly Span[] {
  const counting = effective.map(({ fact, trueAt }) => movement(fact, trueAt)).filter(({ test }) => !test);
  const stays = staysOf(agenda, counting);
  return agenda.flatMap((item) =>
    staysWithin(item, stays, until).map(({ from, to }) => ({ from: Math.max(from, item.start), to: Math.min(to, item.end, until) })),
  );
}

function presences({ plan, facts }: Recorded, until: number): ReadonlyMap<string, readonly Span[]> {
  const agenda = agendaOf(plan);
  return new Map([...coursesOf(facts)].map(([person, course]) => [person, presenceOf(agenda, course, until)]));
}

/**
 * Who was at another seminar while at this one. One of the two records is wrong; which one, only people can tell.
 * @param until present time, milliseconds: nobody has attended what has not happened yet
 */
export function elsewhereOf(own: Recorded, others: readonly Recorded[], until: number): Elsewhere {
  const found = new Map<string, { seminar: string; title: string }[]>();
  const here = others.length > 0 ? presences(own, until) : new Map<string, readonly Span[]>();
  for (const other of others) {
    for (const [person, spans] of presences(other, until)) {
      if (!anyMeet(here.get(person) ?? [], spans)) continue;
      found.set(person, [...(found.get(person) ?? []), { seminar: other.seminar, title: other.plan.title }]);
    }
  }
  return found;
}
