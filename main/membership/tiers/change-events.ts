import type { AssociationTree, Tier } from './association.ts';
import type { MemberFields } from './member-fields.ts';
import type { MembershipRow } from './membership-row.ts';

/** A change of membership that has taken effect, as others learn of it. `deceased` stands for `withdrawn` where a member has died. */
export interface MembershipEvent {
  readonly type: 'joined' | 'moved' | 'class-changed' | 'withdrawn' | 'name-changed' | 'deceased';
  readonly registration: string;
  readonly association: string;
  readonly tier: Tier;
  /** Class of the national association afterwards; of one who left, before. Empty: none. */
  readonly nationalClass: string;
  /** ISO day in Japan. */
  readonly effectiveOn: string;
  /** Id of the row. */
  readonly membership: string;
  readonly affiliation: string;
  /** Class by the association's own rules. */
  readonly class: string;
  /** Of `name-changed`: the name as it is now. */
  readonly person?: Pick<MemberFields, 'name' | 'kana' | 'formerName'>;
  /** Why: the cause of a row's end, `import`, `import-undone`, or the kind of a procedure. */
  readonly cause: string;
}

/** A row before and after; `null`: there was or is none. */
export interface RowChange {
  readonly before: MembershipRow | null;
  readonly after: MembershipRow | null;
}

/** The cause of a row that ended because its member died. */
export const DEATH = 'death';

function typesOf(before: MembershipRow | null, after: MembershipRow | null): readonly MembershipEvent['type'][] {
  const [was, is] = [before?.state === 'active', after?.state === 'active'];
  if (!was && is) return ['joined'];
  if (was && !is) return [after?.cause === DEATH ? 'deceased' : 'withdrawn'];
  if (!was || !is) return [];
  const classes = before!.class !== after!.class || before!.nationalClass !== after!.nationalClass;
  return [...(before!.affiliation === after!.affiliation ? [] : ['moved' as const]), ...(classes ? ['class-changed' as const] : [])];
}

/**
 * What is told of changed rows, in their order.
 * @param day ISO day on which the change takes effect, where the row itself names none
 */
export function changeEvents(changes: readonly RowChange[], tree: AssociationTree, day: string, cause: string): readonly MembershipEvent[] {
  return changes.flatMap(({ before, after }) => {
    const row = (after ?? before)!;
    return typesOf(before, after).map((type) => {
      const ends = type === 'withdrawn' || type === 'deceased';
      return {
        type,
        registration: row.registration,
        association: row.association,
        tier: tree.get(row.association).tier,
        nationalClass: row.nationalClass,
        membership: row.id,
        affiliation: row.affiliation,
        class: row.class,
        effectiveOn: (ends ? after?.leftOn : type === 'joined' ? row.joinedOn : null) ?? day,
        cause: (ends ? after?.cause : null) ?? cause,
      };
    });
  });
}
