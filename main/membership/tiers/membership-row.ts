import type { AssociationTree } from './association.ts';

/** One person's membership of one association through one 所属施設. A person may have several of one association, in several groups. */
export interface MembershipRow {
  readonly association: string;
  readonly id: string;
  readonly registration: string;
  /** 所属施設: rows with the same one are a group. */
  readonly affiliation: string;
  /** By the rules of the association. */
  readonly class: string;
  /** Class of the national association that it stands for; empty: none. */
  readonly nationalClass: string;
  readonly state: 'active' | 'ended';
  /** ISO days in Japan; `null`: not known. An active row with `leftOn` ends on that day. */
  readonly joinedOn: string | null;
  readonly leftOn: string | null;
  /** Why it ended or will end. */
  readonly cause: string | null;
}

export const isActive = ({ state }: MembershipRow): boolean => state === 'active';

/** Active rows by 所属施設. */
export const groupsOf = (rows: readonly MembershipRow[]): ReadonlyMap<string, readonly MembershipRow[]> =>
  Map.groupBy(rows.filter(isActive), ({ affiliation }) => affiliation);

/**
 * What falls with some rows of a group: those of upper associations that no row below them holds up any more (下層の医師会を退会 → 上層も同時退会).
 * @param left rows that are left by wish
 * @returns these and what falls with them
 */
export function withUpper(group: readonly MembershipRow[], left: readonly MembershipRow[], tree: AssociationTree): readonly MembershipRow[] {
  const gone = new Set(left);
  const fallsWith = (row: MembershipRow): boolean => {
    const below = group.filter((other) => tree.get(other.association).above === row.association);
    return below.length > 0 && below.every((other) => gone.has(other));
  };
  let size: number;
  do {
    size = gone.size;
    for (const row of group) if (fallsWith(row)) gone.add(row);
  } while (gone.size > size);
  return group.filter((row) => gone.has(row));
}

/** Active rows of upper associations whose group has none below them: nobody is a member of 日本医師会 without the associations under it (定款). */
export function stranded(rows: readonly MembershipRow[], tree: AssociationTree): readonly MembershipRow[] {
  return [...groupsOf(rows).values()].flatMap((group) =>
    group.filter(({ association }) => {
      const { tier } = tree.get(association);
      return tier < 3 && !group.some((other) => tree.get(other.association).above === association);
    }),
  );
}
