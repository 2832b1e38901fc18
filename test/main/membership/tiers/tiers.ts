import { type Association, associationOf, associationTree } from '../../../../main/membership/tiers/association.ts';
import type { MembershipRow } from '../../../../main/membership/tiers/membership-row.ts';

const CLASSES = ['A1', 'A2B', 'A2C', 'B', 'C'].map((id) => ({ id, label: id, national: id }));
/** 滋賀 and 大阪 have A, B and C of their own, which are no classes of the national association. */
export const LOCAL_CLASSES = [
  { id: 'A', label: 'A会員', national: 'A1' },
  { id: 'B', label: 'B会員', national: null },
];

interface Given {
  readonly mastered?: 'hub' | 'national';
  readonly rules?: object;
}

export const association = (code: string, tier: number, above: string | null, { mastered = 'hub', rules = {} }: Given = {}): Association =>
  associationOf({ code, name: `${code}医師会`, tier, above, mastered_by: mastered, rules: { classes: CLASSES, ...rules } });

/** 青葉区 → 横浜市 → 神奈川県 → 日本医師会, 小樽市 and 札幌市 → 北海道 → 日本医師会, with what the test gives beside them. */
export const treeWith = (...others: readonly Association[]) => {
  const given = new Map(others.map((each) => [each.code, each]));
  const base = [
    association('jma', 1, null),
    association('kanagawa', 2, 'jma'),
    association('yokohama', 3, 'kanagawa'),
    association('aoba', 4, 'yokohama'),
    association('hokkaido', 2, 'jma'),
    association('otaru', 3, 'hokkaido'),
    association('sapporo', 3, 'hokkaido'),
  ];
  return associationTree([...base.filter(({ code }) => !given.has(code)), ...others]);
};

export const row = (association: string, affiliation = '青柳皮膚科医院', more: Partial<MembershipRow> = {}): MembershipRow => ({
  association,
  id: `${association}-${affiliation}`,
  registration: '123456',
  affiliation,
  class: 'A1',
  nationalClass: 'A1',
  state: 'active',
  joinedOn: '2020-06-01',
  leftOn: null,
  cause: null,
  ...more,
});

/** Rows of a group from the lowest association up. */
export const group = (associations: readonly string[], affiliation?: string): readonly MembershipRow[] =>
  associations.map((code) => row(code, affiliation));
