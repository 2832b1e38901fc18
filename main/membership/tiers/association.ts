import { AppError } from '../../errors.ts';
import { type AssociationRules, associationRules, PLAIN_RULES } from './rules.ts';

/** 1 日本医師会, 2 都道府県医師会, 3 郡市区等医師会, 4 地区医師会. */
export type Tier = 1 | 2 | 3 | 4;

export interface Association {
  readonly code: string;
  readonly name: string;
  readonly tier: Tier;
  /** The association whose member one has to be here first; `null` at the top. */
  readonly above: string | null;
  /** Who writes its rows: procedures of the hub, or an import of what the national member system has. */
  readonly masteredBy: 'hub' | 'national';
  readonly rules: AssociationRules;
}

/** An association as it is stored. */
export interface AssociationRow {
  readonly code: string;
  readonly name: string;
  readonly tier: number;
  readonly above: string | null;
  readonly mastered_by: 'hub' | 'national';
  readonly rules: unknown;
}

const isEmpty = (rules: unknown): boolean => typeof rules === 'object' && rules !== null && Object.keys(rules).length === 0;

/** @throws AppError ASSOCIATION_RULES_WRONG */
export function associationOf({ code, name, tier, above, mastered_by, rules }: AssociationRow): Association {
  const read = isEmpty(rules) ? { success: true as const, data: PLAIN_RULES } : associationRules.safeParse(rules);
  if (!read.success) throw new AppError('ASSOCIATION_RULES_WRONG', { association: code });
  return { code, name, tier: tier as Tier, above, masteredBy: mastered_by, rules: read.data };
}

/** The associations of the country, each below one other. */
export interface AssociationTree {
  /** @throws AppError ASSOCIATION_UNKNOWN */
  get(code: string): Association;
  /** Those above it, the nearest first. */
  above(code: string): readonly Association[];
  /** Those directly below it. */
  below(code: string): readonly Association[];
  all(): readonly Association[];
}

/** @throws AppError ASSOCIATION_TREE_WRONG where one is not directly below an association of the next tier */
export function associationTree(associations: readonly Association[]): AssociationTree {
  const byCode = new Map(associations.map((association) => [association.code, association]));
  const below = Map.groupBy(associations, ({ above }) => above);
  for (const { code, tier, above } of associations) {
    const fits = tier === 1 ? above === null : byCode.get(above ?? '')?.tier === tier - 1;
    if (!fits) throw new AppError('ASSOCIATION_TREE_WRONG', { association: code });
  }
  const get = (code: string): Association => {
    const found = byCode.get(code);
    if (!found) throw new AppError('ASSOCIATION_UNKNOWN', { association: code });
    return found;
  };
  const above = (code: string): readonly Association[] => {
    const next = get(code).above;
    return next === null ? [] : [get(next), ...above(next)];
  };
  return { get, above, below: (code) => below.get(code) ?? [], all: () => associations };
}

/** The lowest tier first: the order in which associations are asked. */
export const lowestFirst = (a: Association, b: Association): number => b.tier - a.tier || (a.code < b.code ? -1 : 1);
