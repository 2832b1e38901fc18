import type { FactKind } from '../api/schema/attendance.ts';
import type { HeldPerson } from '../api/schema/membership.ts';
import type { LocalRules, Participation, SeminarPlan, SessionPresence } from '../api/schema/training.ts';
import type { FactPayload, KnownFact } from '../attendance/facts/fact.ts';
import type { People } from '../membership/people.ts';
import { type AgendaItem, agendaOf } from './agenda.ts';
import { type Course, coursesOf, movement } from './courses.ts';
import { creditsOf, totalsOf } from './credit.ts';
import type { Elsewhere } from './elsewhere.ts';
import { attendanceOf } from './presence.ts';

/** A seminar and what is known of those who came. */
export interface ParticipationSources {
  readonly seminar: string;
  readonly plan: SeminarPlan;
  readonly people: Pick<People, 'byId' | 'booked'>;
  readonly facts: readonly KnownFact[];
  readonly local: Pick<LocalRules, 'occupationalDailyCap'>;
  /** Present time, milliseconds: nobody has attended what has not happened yet. */
  readonly until: number;
  /** Who was at other seminars at the same time; none where it is left out. */
  readonly elsewhere?: Elsewhere;
}

const HOW: Readonly<Partial<Record<FactKind, Participation['how']>>> = { in: 'card', out: 'card', manual: 'manual', override: 'override' };

type Fields = Pick<Participation, 'registration' | 'name' | 'kana' | 'affiliation' | 'birthDate'>;

/** What the desk holds of a person, completed by what was written down at reception. */
const fieldsOf = (held: HeldPerson | null, payload: FactPayload | null): Fields => ({
  registration: held?.registration || payload?.registration || null,
  name: held?.name || payload?.name || '',
  kana: held?.kana || payload?.kana || '',
  affiliation: held?.affiliation || payload?.affiliation || '',
  birthDate: held?.birthDate || payload?.birthDate || '',
});

/** Columns without which units may be refused (fukushima.med.or.jp/t2_cat/99/). */
const REQUIRED = ['name', 'kana', 'affiliation', 'registration', 'birthDate'] as const;

function flagsOf(
  sessions: readonly SessionPresence[],
  course: Course | undefined,
  found: Readonly<Record<'deleted' | 'elsewhere', boolean>>,
): string[] {
  const everywhere = course?.effective.every(({ fact, direction }) => direction !== 'in' || (fact.body.room === null && fact.body.session === null));
  const roomUnknown = everywhere && sessions.some(({ reason }) => reason === 'same-time');
  const flags = Object.entries({ ...found, 'room-unknown': roomUnknown }).flatMap(([flag, is]) => (is ? [flag] : []));
  return [...new Set([...(course?.flagged ?? []), ...flags])].sort();
}

function participationOf(
  sources: ParticipationSources,
  agenda: readonly AgendaItem[],
  held: HeldPerson | null,
  course: Course | undefined,
  person: string,
): Participation {
  const { local, until, seminar } = sources;
  const effective = course?.effective ?? [];
  const counting = effective.map(({ fact, trueAt }) => movement(fact, trueAt));
  const sessions = creditsOf(attendanceOf(agenda, { counting, annulled: course?.annulled ?? [] }, until), local);
  const arrivals = counting.filter(({ direction }) => direction === 'in').map(({ at }) => at);
  const departures = counting.filter(({ direction }) => direction === 'out').map(({ at }) => at);
  const last = effective.findLast(({ direction }) => direction === 'in') ?? effective.at(-1);
  const fields = fieldsOf(held, course?.payload ?? null);
  const deleted = held === null && (course?.payload ?? null) === null;
  const elsewhere = sources.elsewhere?.get(person);
  return {
    person,
    ...fields,
    booked: held?.booked.includes(seminar) ?? false,
    firstIn: arrivals.length > 0 ? new Date(Math.min(...arrivals)).toISOString() : null,
    lastOut: departures.length > 0 ? new Date(Math.max(...departures)).toISOString() : null,
    how: (last && HOW[last.fact.body.kind]) ?? 'none',
    sessions,
    totals: totalsOf(sessions.flatMap(({ credits }) => credits)),
    missing: REQUIRED.filter((field) => !fields[field]),
    flags: flagsOf(sessions, course, { deleted, elsewhere: elsewhere !== undefined }),
    ...(elsewhere && { elsewhere }),
  };
}

const orderOf = ({ kana, name, registration, person }: Participation): string => [kana, name, registration ?? '', person].join('\0');

/** Everybody who is on the booked list or was received, in the order of their readings, with what each session gave. */
export function participationsOf(sources: ParticipationSources): Participation[] {
  const agenda = agendaOf(sources.plan);
  const courses = coursesOf(sources.facts);
  const booked = new Map(sources.people.booked(sources.seminar).map((held) => [held.person, held]));
  const persons = new Set([...booked.keys(), ...courses.keys()]);
  return [...persons]
    .map((person) => participationOf(sources, agenda, booked.get(person) ?? sources.people.byId(person), courses.get(person), person))
    .map((participation) => ({ participation, order: orderOf(participation) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ participation }) => participation);
}
