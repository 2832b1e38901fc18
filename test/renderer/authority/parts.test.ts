import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PERMISSIONS as GRANTED } from '../../../main/credentials/registry/scope.ts';
import { partsFor } from '../../../renderer/authority/frame/parts.ts';
import { handOverAddress, readHandOver } from '../../../renderer/authority/hand-over/hand-over-address.ts';
import { byAssociation, byMonth, monthsFrom } from '../../../renderer/authority/forecast/forecast-sums.ts';
import { PERMISSIONS, type Permission } from '../../../renderer/authority/session/permissions.ts';
import { parseRoute } from '../../../renderer/frame/routes.ts';

it('what is offered is what the program grants, and nothing else', () => {
  const granted = Object.fromEntries(Object.keys(PERMISSIONS).map((permission) => [permission, GRANTED[permission as Permission]]));
  expect(PERMISSIONS).toEqual(granted);
});

it.each([
  [['reception'], ['queue', 'proposals', 'new', 'hand-over', 'forecast', 'exchange', 'staff', 'help']],
  [['examiner'], ['queue', 'proposals', 'new', 'bulk', 'forecast', 'exchange', 'staff', 'help']],
  [['approver'], ['queue', 'proposals', 'revocations', 'bulk', 'forecast', 'exchange', 'staff', 'audit', 'retention', 'help']],
  [['operator'], ['queue', 'proposals', 'production', 'revocations', 'bulk', 'forecast', 'exchange', 'staff', 'help']],
  [['auditor'], ['forecast', 'exchange', 'staff', 'audit', 'help']],
] as const)('%j sees %j', (roles, parts) => expect(partsFor({ roles: [...roles], association: null })).toEqual(parts));

it('the desk of an association sees nothing that concerns everybody, whatever its roles', () => {
  expect(partsFor({ roles: ['association', 'approver', 'operator', 'auditor'], association: '神楽坂区医師会' })).toEqual([
    'queue',
    'proposals',
    'new',
    'hand-over',
    'revocations',
    'bulk',
    'forecast',
    'staff',
    'help',
  ]);
});

it('nobody without a role sees more than the colleagues and the help', () =>
  expect(partsFor({ roles: [], association: null })).toEqual(['staff', 'help']));

it('the address of a hand-over leads back to it', () => {
  fc.assert(
    fc.property(fc.nat(), fc.string({ minLength: 1, unit: 'grapheme-ascii' }), (holder, order) => {
      expect(readHandOver(parseRoute(handOverAddress(holder, order)).part)).toEqual({ holder, order });
    }),
  );
});

it.each([null, '', '12', 'O26-1', '.O26-1', '12.'])('%j is no hand-over', (id) => expect(readHandOver(id)).toBeNull());

const rows = [
  { month: '2026-11', association: '甲', cards: 3 },
  { month: '2026-11', association: null, cards: 2 },
  { month: '2027-01', association: '甲', cards: 4 },
];
it('months go over the turn of the year', () => expect(monthsFrom('2026-11', 3)).toEqual(['2026-11', '2026-12', '2027-01']));
it('a month without cards is nought', () =>
  expect(byMonth(rows, monthsFrom('2026-11', 3))).toEqual([
    { month: '2026-11', cards: 5 },
    { month: '2026-12', cards: 0 },
    { month: '2027-01', cards: 4 },
  ]));
it('the association with most cards stands first', () =>
  expect(byAssociation(rows)).toEqual([
    { association: '甲', cards: 7 },
    { association: null, cards: 2 },
  ]));
