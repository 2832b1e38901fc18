import type { Tier } from '../tiers/association.ts';
import type { MemberFields } from '../tiers/member-fields.ts';
import type { MembershipRow } from '../tiers/membership-row.ts';

/** Somebody's membership of the association that a report is about. */
export interface Member {
  readonly row: MembershipRow;
  readonly fields: MemberFields;
  /** The highest association in which the person is a member: 日医まで, 都道府県まで, 郡市区等まで. */
  readonly upTo: Tier;
}

/** Whether a row counts on an ISO day. A day of joining that is not known does not keep it out. */
export const countsOn = ({ state, joinedOn, leftOn }: MembershipRow, day: string): boolean =>
  (joinedOn === null || joinedOn <= day) && (leftOn === null ? state === 'active' : leftOn > day);

const rank = (classes: readonly string[], { row }: Member): number => {
  const index = classes.indexOf(row.class);
  return index < 0 ? classes.length : index;
};

/**
 * Each person once: whoever is in several groups of one association counts with the class that its rules name first.
 * @param classes ids of the classes of the association
 */
export const onceEach = (members: readonly Member[], classes: readonly string[]): readonly Member[] =>
  [...Map.groupBy(members, ({ row }) => row.registration).values()].map(
    (rows) => rows.toSorted((a, b) => rank(classes, a) - rank(classes, b) || (a.row.id < b.row.id ? -1 : 1))[0]!,
  );
