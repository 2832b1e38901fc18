import type { PlanFinding, SeminarPlan, SeminarSession } from '../../../api/schema/training.ts';
import { policyOf } from '../../policy.ts';
import { finding } from './finding.ts';

const MINUTE_MS = 60_000;

const minutesOf = ({ startsAt, endsAt }: SeminarSession): number => Math.floor((Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE_MS);

/** What the reception policy means for those who are to earn credits: that it asks for what nobody can fulfil, or that any arrival earns everything. */
export function receptionFindings(plan: SeminarPlan): PlanFinding[] {
  const giving = plan.sessions.filter(({ credits }) => credits.length > 0).map((session) => ({ session, policy: policyOf(plan, session) }));
  const beyond = giving.flatMap(({ session, policy: { minimumPresence: minimum } }) => {
    const minutes = minutesOf(session);
    return minimum !== null && minimum > minutes ? [finding(['presence-beyond-minutes', 'unusual'], session.id, { minimum, minutes })] : [];
  });
  const unlimited = giving.filter(({ policy }) => policy.graceAfterStart === null && policy.minimumPresence === null).length;
  return unlimited === 0 ? beyond : [...beyond, finding(['arrival-not-limited', 'unknown'], null, { sessions: unlimited })];
}
