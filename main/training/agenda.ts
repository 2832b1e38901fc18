import type { ReceptionPolicy, SeminarPlan, SeminarSession } from '../api/schema/training.ts';
import { policyOf, windowOf } from './policy.ts';

/** A session with its policy and its times, milliseconds since 1970: worked out once for everybody who came. */
export interface AgendaItem {
  readonly session: SeminarSession;
  readonly policy: ReceptionPolicy;
  readonly start: number;
  readonly end: number;
  /** Arrivals after it are late; positive infinity where none is. */
  readonly lateAfter: number;
  /** Departures before it are early. */
  readonly earlyBefore: number;
}

const MINUTE_MS = 60_000;

/** The sessions of a plan, in its order. */
export const agendaOf = (plan: SeminarPlan): readonly AgendaItem[] =>
  plan.sessions.map((session) => {
    const policy = policyOf(plan, session);
    const end = Date.parse(session.endsAt);
    return {
      session,
      policy,
      start: Date.parse(session.startsAt),
      end,
      lateAfter: windowOf(plan, session).lateAfter?.getTime() ?? Number.POSITIVE_INFINITY,
      earlyBefore: end - policy.graceBeforeEnd * MINUTE_MS,
    };
  });
