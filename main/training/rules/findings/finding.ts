import type { PlanFinding } from '../../../api/schema/training.ts';

/** Makes a finding: what it is and how grave, the session it is about (`null`: the seminar), its values, and where the rule is written. */
export const finding = (
  [id, weight]: readonly [string, PlanFinding['weight']],
  session: string | null,
  params: PlanFinding['params'] = {},
  source: string | null = null,
): PlanFinding => ({ id, weight, session, params, source });

/** Members of a list that were there before. */
export const repeated = (ids: readonly string[]): readonly string[] => [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
