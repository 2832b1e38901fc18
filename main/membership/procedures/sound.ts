import type { Association } from '../tiers/association.ts';
import { isActive, type MembershipRow, stranded } from '../tiers/membership-row.ts';
import { applied } from './apply.ts';
import type { Plan, PlanContext } from './plan.ts';
import { refused } from './refused.ts';
import type { ProcedureRequest } from './request.ts';

/** A day after all others, so that whatever is wished for has come to pass. */
const IN_THE_END = '9999-12-31';

/** Documents that an association asks for and that were not attached. */
const lacksAttachment = (request: ProcedureRequest, { code, rules }: Association): boolean =>
  rules.attachments.some(
    ({ id, for: kinds }) =>
      kinds.some((kind) => kind === request.kind) &&
      !('attachments' in request && request.attachments.some((given) => given.association === code && given.id === id)),
  );

/** Rows of the same tier in another group, where either association takes no member of several (複数入会). */
const severalRefused = (joined: MembershipRow, rows: readonly MembershipRow[], { tree }: PlanContext): boolean => {
  const { tier, rules } = tree.get(joined.association);
  const others = rows.filter((row) => row !== joined && row.affiliation !== joined.affiliation && tree.get(row.association).tier === tier);
  return others.length > 0 && (!rules.severalGroups || others.some((row) => !tree.get(row.association).rules.severalGroups));
};

/** 入会時は日医まで. */
const nationalMissing = (joined: MembershipRow, rows: readonly MembershipRow[], { tree }: PlanContext): boolean =>
  tree.get(joined.association).rules.joinToNational &&
  !rows.some((row) => row.affiliation === joined.affiliation && tree.get(row.association).tier === 1);

/**
 * That what a plan makes of somebody's memberships is allowed: no upper association without those below it, no association twice in a group, and the rules
 * of the associations that are joined.
 * @throws AppError MEMBERSHIP_REQUEST_WRONG
 */
export function requireSound(request: ProcedureRequest, plan: Plan, context: PlanContext): void {
  const { tree, rows } = context;
  const changes = applied(plan.intents, { ...context, day: IN_THE_END, newId: () => '' });
  const changed = new Map(changes.flatMap(({ before, after }) => (before ? [[before, after] as const] : [])));
  const added = changes.flatMap(({ before, after }) => (before === null && after ? [after] : []));
  const after = [...rows.map((row) => changed.get(row) ?? row), ...added].filter(isActive);
  const lasting = after.filter(({ leftOn }) => leftOn === null);
  const joined = after.filter((row) => !rows.includes(row));
  for (const row of joined) {
    const twice = after.some((other) => other !== row && other.association === row.association && other.affiliation === row.affiliation);
    if (twice) throw refused('already_member', row.association);
  }
  const before = new Set(stranded(rows, tree).map(({ id }) => id));
  const broken = stranded(lasting, tree).find(({ id }) => id === '' || !before.has(id));
  if (broken) throw refused('path_broken', broken.association);
  for (const row of added) {
    if (nationalMissing(row, after, context)) throw refused('national_needed', row.association);
    if (severalRefused(row, after, context)) throw refused('several_refused', row.association);
  }
  for (const { association } of plan.steps.filter(({ part }) => part === 'decides'))
    if (lacksAttachment(request, tree.get(association))) throw refused('attachment_missing', association);
}
