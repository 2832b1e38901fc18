import type { ReceptionPolicy, SeminarPlan, SeminarSession } from '../api/schema/training.ts';

const MINUTE_MS = 60_000;

/** How reception treats arrivals at a session: as the seminar says, where the session says nothing else. */
export const policyOf = (plan: Pick<SeminarPlan, 'policy'>, session: Pick<SeminarSession, 'policy'>): ReceptionPolicy => ({
  ...plan.policy,
  ...session.policy,
});

/** When reception takes arrivals for a session; `lateAfter` is `null` where arrivals until the end are in time. */
export interface ReceptionWindow {
  readonly opens: Date;
  readonly lateAfter: Date | null;
  readonly ends: Date;
}

/** The window of a session, from its times and its policy. */
export function windowOf(plan: Pick<SeminarPlan, 'policy'>, session: Pick<SeminarSession, 'policy' | 'startsAt' | 'endsAt'>): ReceptionWindow {
  const { opensBefore, graceAfterStart } = policyOf(plan, session);
  const start = Date.parse(session.startsAt);
  return {
    opens: new Date(start - opensBefore * MINUTE_MS),
    lateAfter: graceAfterStart === null ? null : new Date(start + graceAfterStart * MINUTE_MS),
    ends: new Date(session.endsAt),
  };
}
