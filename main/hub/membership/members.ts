import { completed, type FigureDifference, type Figures, figureDifferences, type Layout } from '../../membership/report/figures.ts';
import type { Member } from '../../membership/report/member.ts';
import type { Association, Tier } from '../../membership/tiers/association.ts';
import type { Actor } from '../store/actor.ts';
import { type MembershipParts, requireScope } from './parts.ts';
import { openFigures } from './reconciliation.ts';
import { personsOf, readTree, ROW, rowOf } from './rows.ts';

/**
 * Members of an association, those who have left too, for its reports. How far up somebody is a member is known as far as the actor sees it.
 * @throws AppError MEMBERSHIP_NOT_YOURS, ASSOCIATION_UNKNOWN
 */
export async function membersOf(
  parts: MembershipParts,
  actor: Actor,
  code: string,
): Promise<{ readonly association: Association; readonly members: readonly Member[] }> {
  requireScope(parts, actor, code);
  return parts.store.within(actor, async (tx) => {
    const tree = await readTree(tx);
    const association = tree.get(code);
    const own = (await tx.selectFrom('membership').select(ROW).where('association', '=', code).orderBy('id').execute()).map(rowOf);
    const persons = await personsOf(tx, [...new Set(own.map(({ registration }) => registration))]);
    const reach = await tx
      .selectFrom('membership')
      .innerJoin('association', 'association.code', 'membership.association')
      .select(({ fn }) => ['membership.registration', fn.min('association.tier').as('tier')])
      .where('membership.state', '=', 'active')
      .where('membership.registration', 'in', tx.selectFrom('membership as m').select('m.registration').where('m.association', '=', code))
      .groupBy('membership.registration')
      .execute();
    const upTo = new Map(reach.map(({ registration, tier }) => [registration, Number(tier) as Tier]));
    return {
      association,
      members: own.map((row) => ({ row, fields: persons.get(row.registration) ?? {}, upTo: upTo.get(row.registration) ?? association.tier })),
    };
  });
}

/**
 * Figures that somebody printed, beside what their own parts or a count make of them: each that differs becomes a reconciliation item, for people to settle,
 * or takes the place of what the open one of the same cell says.
 * @param computed figures to compare with; without, the sums of the printed parts
 * @throws AppError MEMBERSHIP_NOT_YOURS
 */
export async function reconcileFigures(
  parts: MembershipParts,
  actor: Actor,
  { association, printed, layout, computed }: { association: string; printed: Figures; layout: Layout; computed?: Figures },
): Promise<readonly FigureDifference[]> {
  requireScope(parts, actor, association);
  const differences = figureDifferences(printed, computed ?? completed(printed, layout));
  if (differences.length === 0) return differences;
  await parts.store.within(actor, (tx) => openFigures(tx, association, differences, parts.store.now()));
  return differences;
}
