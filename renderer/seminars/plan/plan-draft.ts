import type { Credit, ReceptionPolicy, SeminarPlan, SeminarSession } from '../../../main/api/schema/training.ts';
import { dayOf, instantOf, readTimeOfDay, timeOf } from '../../words/japan-time.ts';
import { POLICY_ORDER, type PolicyDraft, type PolicyField, type PolicyProblem, policyDraftOf, policyValue } from './policy-draft.ts';
import { codeOrder } from '../../words/code-order.ts';

/** A credit as it is entered; empty text where there is no category or code. */
export interface CreditDraft {
  readonly scheme: string;
  readonly category: string;
  readonly code: string;
  readonly units: string;
}

/** A session as it is entered: day and times of day in Japan. */
export interface SessionDraft {
  readonly id: string;
  readonly title: string;
  readonly speaker: string;
  readonly room: string;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly credits: readonly CreditDraft[];
  /** Where it differs from the seminar. */
  readonly policy: Partial<PolicyDraft>;
}

/** A plan as it is entered. */
export interface PlanDraft {
  readonly title: string;
  readonly organiser: string;
  readonly venue: string;
  readonly practice: boolean;
  /** 認定番号 by scheme. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly rooms: SeminarPlan['rooms'];
  readonly sessions: readonly SessionDraft[];
  readonly policy: PolicyDraft;
}

/** What keeps a draft from being a plan. Words: `training.problem.<id>`; those ending in `missing` only have not been entered yet. */
export type ProblemId =
  | PolicyProblem
  | 'title-missing'
  | 'organiser-missing'
  | 'room-missing'
  | 'session-title-missing'
  | 'day-missing'
  | 'time-missing'
  | 'time-wrong'
  | 'end-before-start'
  | 'scheme-missing'
  | 'units-missing'
  | 'units-wrong';

/** Problems by the place of the field, for example `sessions.<id>.from`. */
export type Problems = ReadonlyMap<string, ProblemId>;

export const isMissing = (problem: ProblemId): boolean => problem.endsWith('missing');

const creditDraft = ({ scheme, category, code, units }: Credit): CreditDraft => ({
  scheme,
  category: category ?? '',
  code: code ?? '',
  units: String(units),
});

const sessionDraft = ({ startsAt, endsAt, credits, policy, ...session }: SeminarSession): SessionDraft => ({
  ...session,
  day: dayOf(startsAt),
  from: timeOf(startsAt),
  to: timeOf(endsAt),
  credits: credits.map(creditDraft),
  policy: policyDraftOf(policy ?? {}),
});

export function draftOf({ certifiedNumbers, sessions, policy, ...plan }: SeminarPlan): PlanDraft {
  return {
    ...plan,
    numbers: Object.fromEntries(certifiedNumbers.map(({ scheme, number }) => [scheme, number])),
    sessions: sessions.map(sessionDraft),
    policy: policyDraftOf(policy),
  };
}

/** Positive number of units as it was entered, full-width digits too; `null` where it is none. */
export function unitsOf(text: string): number | null {
  const digits = text.normalize('NFKC').trim();
  const units = /^\d{1,3}(\.\d{1,2})?$/.test(digits) ? Number(digits) : 0;
  return units > 0 && units <= 100 ? units : null;
}

/** Takes the values that can be taken and notes what is in the way of the others. */
class Reading {
  readonly problems = new Map<string, ProblemId>();

  text(place: string, value: string, missing: ProblemId): string {
    const text = value.trim();
    if (text === '') this.problems.set(place, missing);
    return text;
  }

  policy(place: string, draft: Partial<PolicyDraft>): Partial<ReceptionPolicy> {
    const read = (field: PolicyField): [string, unknown][] => {
      const text = draft[field];
      if (text === undefined) return [];
      const answer = policyValue(field, text);
      if ('value' in answer) return [[field, answer.value]];
      this.problems.set(`${place}.${field}`, answer.problem);
      return [];
    };
    return Object.fromEntries(POLICY_ORDER.flatMap(read));
  }

  time(place: string, day: string, time: string): string {
    const instant = instantOf(day, time);
    if (!instant && time.trim() === '') this.problems.set(place, 'time-missing');
    else if (!instant && !readTimeOfDay(time)) this.problems.set(place, 'time-wrong');
    return instant ?? '';
  }

  credit(place: string, { scheme, category, code, units }: CreditDraft): Credit {
    const known = unitsOf(units);
    if (known === null) this.problems.set(`${place}.units`, units.trim() === '' ? 'units-missing' : 'units-wrong');
    if (scheme === '') this.problems.set(`${place}.scheme`, 'scheme-missing');
    return { scheme, category: category || null, code: code.trim() || null, units: known ?? 0 };
  }

  session(session: SessionDraft): SeminarSession {
    const place = `sessions.${session.id}`;
    if (!instantOf(session.day, '00:00')) this.problems.set(`${place}.day`, 'day-missing');
    const startsAt = this.time(`${place}.from`, session.day, session.from);
    const endsAt = this.time(`${place}.to`, session.day, session.to);
    if (startsAt && endsAt && endsAt <= startsAt) this.problems.set(`${place}.to`, 'end-before-start');
    const policy = this.policy(`${place}.policy`, session.policy);
    return {
      id: session.id,
      title: this.text(`${place}.title`, session.title, 'session-title-missing'),
      speaker: session.speaker.trim(),
      room: session.room,
      startsAt,
      endsAt,
      credits: session.credits.map((credit, index) => this.credit(`${place}.credits.${index}`, credit)),
      policy: Object.keys(policy).length > 0 ? policy : null,
    };
  }
}

/** What a draft says as a plan, sessions in the order of time; `null` while something is in the way. */
export function planOf(draft: PlanDraft): { readonly plan: SeminarPlan | null; readonly problems: Problems } {
  const reading = new Reading();
  const plan: SeminarPlan = {
    title: reading.text('title', draft.title, 'title-missing'),
    organiser: reading.text('organiser', draft.organiser, 'organiser-missing'),
    venue: draft.venue.trim(),
    certifiedNumbers: Object.entries(draft.numbers).flatMap(([scheme, number]) => (number.trim() ? [{ scheme, number: number.trim() }] : [])),
    rooms: draft.rooms.map(({ id, name }) => ({ id, name: reading.text(`rooms.${id}`, name, 'room-missing') })),
    sessions: draft.sessions.map((session) => reading.session(session)).sort((a, b) => codeOrder(a.startsAt, b.startsAt)),
    policy: reading.policy('policy', draft.policy) as ReceptionPolicy,
    practice: draft.practice,
  };
  return { plan: reading.problems.size === 0 ? plan : null, problems: reading.problems };
}

/** Whether sessions stand in the order in which they begin; unknown times are in nobody's way. */
export function inOrder(sessions: readonly SessionDraft[]): boolean {
  const starts = sessions.flatMap(({ day, from }) => instantOf(day, from) ?? []);
  return starts.every((start, index) => index === 0 || start >= (starts[index - 1] ?? ''));
}

/** The same sessions by their beginning; those without a time last. */
export const byTime = (sessions: readonly SessionDraft[]): readonly SessionDraft[] =>
  [...sessions].sort((a, b) => codeOrder(instantOf(a.day, a.from) ?? '~', instantOf(b.day, b.from) ?? '~'));
