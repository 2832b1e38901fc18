import type { LocalRules, PlanFinding, SeminarPlan } from '../../api/schema/training.ts';
import { receptionFindings } from './findings/reception.ts';
import { sessionCreditFindings } from './findings/session-credits.ts';
import { structureFindings } from './findings/structure.ts';
import { wholePlanFindings } from './findings/whole-plan.ts';
import { NOTHING_SET } from './local-rules.ts';

/**
 * What the rule tables say of a plan: `wrong` refuses it, `unusual` and `unknown` are told. A plan that contradicts itself is told that first and alone,
 * for the rules about credits have nothing to stand on then.
 */
export function reviewPlan(plan: SeminarPlan, local: LocalRules = NOTHING_SET): PlanFinding[] {
  const contradictions = structureFindings(plan);
  if (contradictions.length > 0) return contradictions;
  return [
    ...plan.sessions.flatMap((session) => sessionCreditFindings(session, local)),
    ...receptionFindings(plan),
    ...wholePlanFindings(plan, local),
  ];
}
