import table from '../../../resources/membership/approvals.json' with { type: 'json' };
import type { Association } from '../tiers/association.ts';
import type { ProcedureKind } from '../tiers/procedure-kinds.ts';

/** Tiers by their part in procedures: 地区 and 郡市区 are local. */
export type Level = 'local' | 'prefecture' | 'national';
/** `decides`: reviews and approves; `informed`: decides nothing; `automatic`: follows by itself. */
export type Part = 'decides' | 'informed' | 'automatic';
type Parts = Readonly<Record<Level, Part>>;

interface Withdrawal {
  /** Name of one of the six patterns. */
  readonly pattern: string;
  readonly held: Level;
  readonly left: Level;
  readonly parts: Parts;
}

/** The six patterns of 退会, from the papers. */
export const WITHDRAWALS = table.withdrawals as readonly Withdrawal[];
const PROCEDURES = new Map((table.procedures as readonly { kind: ProcedureKind; parts: Parts }[]).map(({ kind, parts }) => [kind, parts]));

const LEVELS = { 1: 'national', 2: 'prefecture', 3: 'local', 4: 'local' } as const satisfies Record<number, Level>;
export const levelOf = ({ tier }: Pick<Association, 'tier'>): Level => LEVELS[tier];

/** Part of an association of the group whose row stays as it is. */
export const KEPT = table.kept as Part;

/** Who has which part where rows are written or changed. */
export const partsOf = (kind: Exclude<ProcedureKind, 'withdraw'>): Parts => PROCEDURES.get(kind)!;

const tierOf = ({ tier }: Pick<Association, 'tier'>): number => tier;
const highest = (associations: readonly Pick<Association, 'tier'>[]): Level => LEVELS[Math.min(...associations.map(tierOf)) as 1 | 2 | 3 | 4];
const lowest = (associations: readonly Pick<Association, 'tier'>[]): Level => LEVELS[Math.max(...associations.map(tierOf)) as 1 | 2 | 3 | 4];

/**
 * The pattern of a withdrawal.
 * @param held associations of the group
 * @param left those that are left, at least one
 */
export function withdrawalPattern(held: readonly Pick<Association, 'tier'>[], left: readonly Pick<Association, 'tier'>[]): Withdrawal {
  const [top, bottom] = [highest(held), lowest(left)];
  return WITHDRAWALS.find((row) => row.held === top && row.left === bottom)!;
}
