import { describe, expect, it } from 'vitest';
import { draftOf, emptyDraft, orderOf } from '../../../renderer/hub/associations/draft.ts';
import { matching } from '../../../renderer/hub/client/use-associations.ts';
import { hubAddress, parseHubRoute } from '../../../renderer/hub/frame/routes.ts';
import { figureOf } from '../../../renderer/hub/reports/printed.tsx';

const rules = {
  classes: [
    { id: 'A', label: 'A会員', national: 'A1' },
    { id: 'L', label: '準会員', national: null },
  ],
  joinToNational: true,
  severalGroups: false,
  attachments: [{ id: 'licence', label: '免許証の写し', for: ['join'] }],
  reliefs: [
    { id: 'old', label: '高齢', classes: ['A'], when: { ageFrom: 80, claimed: ['illness', 'childbirth'] } },
    { id: 'young', label: '卒後', classes: ['L'], when: { graduatedWithin: 0 } },
  ],
};
const city = { name: '甲市医師会', tier: 3, above: 'pref', mastered_by: 'hub' as const };

describe('the form of an association', () => {
  it('gives back what it was given', () => {
    expect(orderOf(draftOf({ code: 'city', ...city, rules, own_rules: true }))).toEqual({ ...city, rules });
  });

  it('sends no rules where none of its own are wanted, and nobody above the national one', () => {
    const draft = draftOf({ code: 'city', ...city, rules, own_rules: false });
    expect(orderOf({ ...draft, tier: '1' })).toEqual({ ...city, tier: 1, above: null, rules: null });
    expect(orderOf(emptyDraft)).toMatchObject({ above: null, rules: null });
  });

  it.each([
    ['８０', 80],
    ['80', 80],
    ['八十', '八十'],
  ])('years typed as %s are sent as %j', (typed, sent) => {
    const draft = draftOf({ code: 'city', ...city, rules, own_rules: true });
    const [relief] = draft.rules.reliefs;
    const changed = { ...draft, rules: { ...draft.rules, reliefs: [{ ...relief!, ageFrom: typed }] } };
    expect(orderOf(changed).rules?.reliefs[0]?.when).toMatchObject({ ageFrom: sent });
  });
});

it.each([
  ['６０', 60],
  ['1,234', 1234],
  [' 7 ', 7],
  ['', null],
  ['-1', null],
  ['1.5', null],
  ['六十', null],
])('the printed figure %j is %j', (text, figure) => expect(figureOf(text)).toBe(figure));

it.each([
  ['#/associations/p13-c02', { page: 'associations', subject: 'p13-c02' }],
  ['#/desks', { page: 'desks', subject: null }],
  ['#/toString', { page: 'overview', subject: null }],
  ['#/%ff/x', { page: 'overview', subject: null }],
  ['', { page: 'overview', subject: null }],
])('the address %j leads to %j', (hash, route) => {
  expect(parseHubRoute(hash)).toEqual(route);
});

it('an address leads back', () => expect(parseHubRoute(hubAddress('associations', 'a/b'))).toEqual({ page: 'associations', subject: 'a/b' }));

it.each([
  ['第１県', ['p1']],
  ['p1', ['p1']],
  ['県 医師会', ['p1', 'p2']],
  ['', ['p1', 'p2']],
  ['市', []],
])('a search for %j finds %j', (search, codes) => {
  const rows = [
    { code: 'p1', name: '第1県医師会' },
    { code: 'p2', name: '第2県医師会' },
  ];
  expect(matching(rows, search).map(({ code }) => code)).toEqual(codes);
});
