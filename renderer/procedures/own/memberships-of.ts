import type { MemberView } from '../../../main/api/schema/procedures.ts';
import { associationsIn, groupsOf, lowestOf, type Tiers } from '../form.ts';

type Row = MemberView['rows'][number];

/** The association from which a group of 所属施設 is seen: the lowest in which it has a membership. */
export const groupBase = (member: MemberView | null, affiliation: string, all: Tiers): string | null =>
  lowestOf(associationsIn(member, affiliation), all);

/** Memberships that are active, by 所属施設, the lowest association first. */
export function groupsWithRows(member: MemberView, all: Tiers): readonly { readonly affiliation: string; readonly rows: readonly Row[] }[] {
  const tierOf = (code: string) => all.find((each) => each.code === code)?.tier ?? 0;
  return groupsOf(member, null).map((affiliation) => ({
    affiliation,
    rows: member.rows
      .filter((row) => row.affiliation === affiliation && row.state === 'active')
      .toSorted((a, b) => tierOf(b.association) - tierOf(a.association)),
  }));
}

/** Memberships that have ended, the newest first. */
export const endedRows = ({ rows }: MemberView): readonly Row[] =>
  rows.filter(({ state }) => state === 'ended').toSorted((a, b) => (b.leftOn ?? '').localeCompare(a.leftOn ?? ''));
