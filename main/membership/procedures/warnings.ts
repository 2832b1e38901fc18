import table from '../../../resources/membership/benefits.json' with { type: 'json' };
import type { Association } from '../tiers/association.ts';

/** A warning that is shown before a withdrawal is asked for. Texts in both languages. */
export interface WithdrawalWarning {
  readonly id: string;
  readonly benefits: readonly { readonly id: string; readonly ja: string; readonly en: string }[];
  readonly ja: string;
  readonly en: string;
  readonly source: string;
}

/**
 * The warnings before some associations are left, in the order in which they are shown.
 * @param left with those that fall with them
 */
export const withdrawalWarnings = (left: readonly Pick<Association, 'tier'>[]): readonly WithdrawalWarning[] =>
  table.warnings.filter(({ tier }) => tier === null || left.some((association) => association.tier === tier));
