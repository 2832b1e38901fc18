import { describe, expect, it } from 'vitest';
import { associationOf, associationTree } from '../../../../main/membership/tiers/association.ts';
import { changeEvents } from '../../../../main/membership/tiers/change-events.ts';
import { nameOnPost } from '../../../../main/membership/tiers/member-fields.ts';
import { stranded, withUpper } from '../../../../main/membership/tiers/membership-row.ts';
import { reliefsOf } from '../../../../main/membership/tiers/reliefs.ts';
import { associationRules } from '../../../../main/membership/tiers/rules.ts';
import { association, group, row, treeWith } from './tiers.ts';

const tree = treeWith();

describe('associations', () => {
  it('know those above them, the nearest first', () => expect(tree.above('aoba').map(({ code }) => code)).toEqual(['yokohama', 'kanagawa', 'jma']));

  it('know those below them', () => expect(tree.below('hokkaido').map(({ code }) => code)).toEqual(['otaru', 'sapporo']));

  it('without rules of their own have the classes of the national association', () =>
    expect(associationOf({ code: 'x', name: 'x', tier: 1, above: null, mastered_by: 'hub', rules: {} }).rules.classes.map(({ id }) => id)).toEqual([
      'A1',
      'A2B',
      'A2C',
      'B',
      'C',
    ]));

  it.each([
    ['two tiers below', [association('jma', 1, null), association('city', 3, 'jma')]],
    ['below one that is not there', [association('city', 3, 'kyoto')]],
  ])('are refused: %s', (_what, associations) =>
    expect(() => associationTree(associations)).toThrow(expect.objectContaining({ code: 'ASSOCIATION_TREE_WRONG' })),
  );

  it('that are not there are unknown', () => expect(() => tree.get('kyoto')).toThrow(expect.objectContaining({ code: 'ASSOCIATION_UNKNOWN' })));
});

describe('rules of an association', () => {
  const classes = [{ id: 'A', label: 'A', national: 'A1' }];
  it('may be few', () =>
    expect(associationRules.parse({ classes })).toEqual({ classes, joinToNational: false, severalGroups: true, attachments: [], reliefs: [] }));

  it.each([
    ['no class', { classes: [] }],
    ['a class twice', { classes: [...classes, ...classes] }],
    ['a national class that there is not', { classes: [{ id: 'A', label: 'A', national: 'D' }] }],
    ['something else', { classes, fee: 1 }],
    ['an attachment for nothing', { classes, attachments: [{ id: 'cv', label: '履歴書', for: [] }] }],
    ['an attachment for a procedure that has none', { classes, attachments: [{ id: 'cv', label: '履歴書', for: ['join', 'withdraw'] }] }],
    ['a relief for a class that it has not', { classes, reliefs: [{ id: 'aged', label: '高齢', classes: ['B'], when: { ageFrom: 83 } }] }],
  ])('are refused with %s', (_what, rules) => {
    expect(associationRules.safeParse(rules).success).toBe(false);
    expect(() => associationOf({ code: 'x', name: 'x', tier: 1, above: null, mastered_by: 'hub', rules })).toThrow(
      expect.objectContaining({ code: 'ASSOCIATION_RULES_WRONG' }),
    );
  });
});

describe('reliefs of the fee', () => {
  const jma = association('jma', 1, null, {
    rules: {
      reliefs: [
        { id: 'aged', label: '高齢', classes: ['A1', 'A2B', 'B'], when: { ageFrom: 83, memberYearsFrom: 20 } },
        { id: 'illness', label: '疾病等', classes: ['A1'], when: { claimed: ['illness', 'childbirth'] } },
        { id: 'young', label: '卒後5年', classes: ['A1'], when: { graduatedWithin: 5 } },
      ],
    },
  });
  const given = (fields: object, more: object = {}, claims: readonly string[] = []) =>
    reliefsOf(jma, row('jma', 'x', more), fields, '2026-11-30', claims).map(({ id }) => id);

  it.each([
    ['83 years today, a member for twenty', { birthDate: '1943-11-30' }, { joinedOn: '2006-11-30' }, [], ['aged']],
    ['83 years tomorrow', { birthDate: '1943-12-01' }, { joinedOn: '2006-11-30' }, [], []],
    ['a member for nineteen years', { birthDate: '1943-11-30' }, { joinedOn: '2006-12-01' }, [], []],
    ['day of joining not known', { birthDate: '1943-11-30' }, { joinedOn: null }, [], []],
    ['a class without it', { birthDate: '1943-11-30' }, { joinedOn: '2006-11-30', class: 'C' }, [], []],
    ['ill, and says so', {}, {}, ['illness'], ['illness']],
    ['says something else', {}, {}, ['travel'], []],
    ['licensed four years ago', { licensedOn: '2022-04-01' }, {}, [], ['young']],
    ['licensed five years ago', { licensedOn: '2021-11-30' }, {}, [], []],
    ['year of graduation alone', { graduationYear: '2022' }, {}, [], ['young']],
    ['nothing known', {}, {}, [], []],
  ])('%s', (_who, fields, more, claims, expected) => expect(given(fields, more, claims)).toEqual(expected));
});

describe('the upper associations of a group', () => {
  const chain = group(['aoba', 'yokohama', 'kanagawa', 'jma']);
  it.each([
    ['aoba', ['aoba', 'yokohama', 'kanagawa', 'jma']],
    ['yokohama', ['yokohama', 'kanagawa', 'jma']],
    ['kanagawa', ['kanagawa', 'jma']],
    ['jma', ['jma']],
  ])('fall with %s', (left, gone) =>
    expect(
      withUpper(
        chain,
        chain.filter(({ association: code }) => code === left),
        tree,
      ).map(({ association: code }) => code),
    ).toEqual(gone),
  );

  it('stay while another of the same group holds them up', () => {
    const both = group(['otaru', 'sapporo', 'hokkaido']);
    expect(withUpper(both, [both[0]!], tree)).toEqual([both[0]]);
  });

  it('are stranded without one below in their own group', () => {
    const rows = [...group(['otaru', 'hokkaido'], 'a'), ...group(['jma'], 'b')];
    expect(stranded(rows, tree)).toEqual(group(['jma'], 'b'));
    expect(stranded(chain, tree)).toEqual([]);
  });
});

describe('what is told of a change', () => {
  const before = row('jma');
  const ended = { ...before, state: 'ended', leftOn: '2026-12-31', cause: 'retired' } as const;
  it.each([
    ['a new row', null, before, ['joined 2020-06-01 import']],
    ['its end', before, ended, ['withdrawn 2026-12-31 retired']],
    ['its end by death', before, { ...ended, cause: 'death' }, ['deceased 2026-12-31 death']],
    ['its return', ended, before, ['joined 2020-06-01 import']],
    ['its disappearance', before, null, ['withdrawn 2026-11-30 import']],
    ['another place', before, { ...before, affiliation: 'b' }, ['moved 2026-11-30 import']],
    ['another class', before, { ...before, class: 'B', nationalClass: 'B' }, ['class-changed 2026-11-30 import']],
    ['both', before, { ...before, affiliation: 'b', class: 'B' }, ['moved 2026-11-30 import', 'class-changed 2026-11-30 import']],
    ['a day that is to come', before, { ...before, leftOn: '2027-03-31', cause: 'retired' }, []],
    ['an old row', null, ended, []],
  ] as const)('%s', (_what, was, is, told) =>
    expect(
      changeEvents([{ before: was, after: is }], tree, '2026-11-30', 'import').map(
        ({ type, effectiveOn, cause }) => `${type} ${effectiveOn} ${cause}`,
      ),
    ).toEqual(told),
  );
});

describe('the name on mail', () => {
  it.each([
    ['wished for', { name: '日医　太郎', formerName: '山田　多郎', useFormerName: 'true' }, '山田　多郎'],
    ['not wished for', { name: '日医　太郎', formerName: '山田　多郎' }, '日医　太郎'],
    ['wished for and not known', { name: '日医　太郎', useFormerName: 'true' }, '日医　太郎'],
  ])('is the former one where it is %s', (_when, fields, name) => expect(nameOnPost(fields)).toBe(name));
});
