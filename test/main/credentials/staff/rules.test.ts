import { describe, expect, it } from 'vitest';
import {
  administers,
  assertApproversLeft,
  assertNameFree,
  assertSound,
  authorise,
  isSettingUp,
  type Member,
} from '../../../../main/credentials/staff/rules.ts';

const member = (id: string, change: Partial<Member> = {}): Member => ({
  id,
  name: id,
  roles: ['approver'],
  association: null,
  state: 'active',
  reachable: true,
  ...change,
});
const [a, b, c] = [member('a'), member('b'), member('c')];
const clerk = member('clerk', { roles: ['reception', 'examiner', 'operator', 'auditor'] });
const local = member('local', { roles: ['approver', 'association'], association: '13' });
const left = member('left', { state: 'left' });
const waiting = member('waiting', { reachable: false });

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { readonly code: unknown }).code;
  }
};

it.each<[Member, boolean]>([
  [a, true],
  [waiting, true],
  [clerk, false],
  [local, false],
  [left, false],
])('$id decides about staff: %s', (who, does) => {
  expect(administers(who)).toBe(does);
});

it.each<[string, readonly Member[], boolean]>([
  ['nobody', [], true],
  ['one', [a], true],
  ['one and a clerk', [a, clerk], true],
  ['one and an approver of an association', [a, local], true],
  ['one and one who left', [a, left], true],
  ['one and one who cannot sign in yet', [a, waiting], true],
  ['two', [a, b], false],
  ['three', [a, b, c], false],
])('%s: set-up phase %s', (_who, members, settingUp) => {
  expect(isSettingUp({ all: members, settled: false })).toBe(settingUp);
});

it.each<[string, readonly Member[], boolean]>([
  ['one whose colleague cannot sign in any more', [a, waiting], false],
  ['two who cannot sign in any more', [waiting, { ...waiting, id: 'other' }], false],
  ['one whose colleague left, which two decided', [a, left], true],
  ['two', [a, b], false],
])('once two could decide, %s: set-up phase %s', (_who, members, settingUp) => {
  expect(isSettingUp({ all: members, settled: true })).toBe(settingUp);
});

describe('who may change something about staff', () => {
  const person = (who: Member | null) => who && { id: who.id };

  it.each<[string, readonly Member[], Member | null, Member | null, string | null]>([
    ['one alone in the set-up phase', [a, clerk], a, null, null],
    ['nobody in the set-up phase', [a], null, null, 'STAFF_SIGN_IN_NEEDED'],
    ['a clerk in the set-up phase', [a, clerk], clerk, null, 'STAFF_ROLE_NEEDED'],
    ['a stranger in the set-up phase', [a], b, null, 'STAFF_ROLE_NEEDED'],
    ['one alone afterwards', [a, b], a, null, 'SECOND_PERSON_NEEDED'],
    ['one as two', [a, b], a, a, 'SECOND_PERSON_NEEDED'],
    ['one as two in the set-up phase', [a], a, a, 'SECOND_PERSON_NEEDED'],
    ['two', [a, b], a, b, null],
    ['two in the set-up phase', [a, waiting], a, waiting, null],
    ['one and a clerk', [a, b, clerk], a, clerk, 'STAFF_ROLE_NEEDED'],
    ['one and an approver of an association', [a, b, local], a, local, 'STAFF_ROLE_NEEDED'],
    ['one and one who left', [a, b, left], a, left, 'STAFF_ROLE_NEEDED'],
    ['one who left and one', [a, b, left], left, a, 'STAFF_ROLE_NEEDED'],
  ])('%s: %s', (_who, members, acting, second, code) => {
    expect(codeOf(() => authorise({ all: members, settled: false }, person(acting), person(second)))).toBe(code);
  });

  it.each<[readonly Member[], Member | null, object]>([
    [[a], null, { by: 'a', second: null, setUp: true }],
    [[a, b], b, { by: 'a', second: 'b', setUp: false }],
    [[a, waiting], waiting, { by: 'a', second: 'waiting', setUp: false }],
  ])('what is recorded of it', (members, second, facts) => {
    expect(authorise({ all: members, settled: false }, a, second)).toEqual(facts);
  });
});

it.each<[string, readonly Member[], readonly Member[], 1 | 2, string | null]>([
  ['the last one loses the role', [a, clerk], [{ ...a, roles: ['examiner'] }, clerk], 1, 'STAFF_LAST_APPROVER'],
  ['the last one leaves', [a], [{ ...a, state: 'left' }], 1, 'STAFF_LAST_APPROVER'],
  ['the last one is set to one association', [a], [{ ...a, association: '13' }], 1, 'STAFF_LAST_APPROVER'],
  ['the last one who can sign in leaves', [a, waiting], [{ ...a, state: 'left' }, waiting], 1, 'STAFF_LAST_APPROVER'],
  ['the last one, who cannot sign in yet, gets another role beside', [waiting], [{ ...waiting, roles: ['approver', 'auditor'] }], 1, null],
  ['one of two leaves', [a, b], [a, { ...b, state: 'left' }], 1, null],
  ['one of two loses the last key', [a, b], [a, { ...b, reachable: false }], 2, 'STAFF_LAST_APPROVER'],
  ['one of three loses the last key', [a, b, c], [a, b, { ...c, reachable: false }], 2, null],
  ['the only one loses the last key', [a], [{ ...a, reachable: false }], 2, 'STAFF_LAST_APPROVER'],
  ['the only one loses one of two keys', [a], [a], 2, null],
  ['a clerk loses the last key', [a, b, clerk], [a, b, { ...clerk, reachable: false }], 2, null],
])('%s', (_what, before, after, least, code) => {
  expect(codeOf(() => assertApproversLeft(before, after, least))).toBe(code);
});

it.each<[readonly Member['roles'][number][], string | null, string | null]>([
  [['association'], '13', null],
  [['association', 'reception'], '13', null],
  [['association'], null, 'STAFF_ASSOCIATION_NEEDED'],
  [['examiner'], '13', 'STAFF_ASSOCIATION_NEEDED'],
  [['examiner'], null, null],
])('%j for association %j: %s', (roles, association, code) => {
  expect(codeOf(() => assertSound({ name: 'x', roles: [...roles], association }))).toBe(code);
});

it.each<[string, string | null, string | null]>([
  ['a', null, 'STAFF_NAME_TAKEN'],
  ['a', 'a', null],
  ['a', 'b', 'STAFF_NAME_TAKEN'],
  // Somebody who left has done things under that name.
  ['left', null, 'STAFF_NAME_TAKEN'],
  ['left', 'left', null],
  ['new', null, null],
])('the name %s for %s: %s', (name, own, code) => {
  expect(codeOf(() => assertNameFree([a, b, left], name, own))).toBe(code);
});
