import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lackingChecks } from '../../../main/credentials/work/stop.ts';
import { CAUSES, CHECKS, daysWrong, missingChecks } from '../../../renderer/authority/stop/caller-checks.ts';

const numbers = (count: number) => ({ id: 'numbers', count });
const callBack = { id: 'call-back' };

describe('what is still missing before a card is stopped', () => {
  it.each([
    ['loss', [], [numbers(2), callBack]],
    ['loss', ['registration-number'], [numbers(1), callBack]],
    ['loss', ['registration-number', 'birth-date'], [callBack]],
    ['loss', ['call-back'], [numbers(2)]],
    ['loss', ['member-id', 'address', 'call-back'], []],
    ['theft', ['in-person'], []],
    ['loss', ['official-notice'], [numbers(2), callBack]],
    ['holder-wish', ['registration-number', 'birth-date', 'call-back'], []],
    ['association', ['official-notice'], []],
    ['association', ['in-person'], [numbers(2), callBack]],
    ['suspension-from-business', [], [{ id: 'official-notice' }]],
    ['suspension-from-business', ['registration-number', 'birth-date', 'call-back'], [{ id: 'official-notice' }]],
    ['suspension-from-business', ['official-notice'], []],
  ] as const)('%s with %j', (cause, made, missing) => expect(missingChecks(cause, made)).toEqual(missing));

  it('the program never refuses what the form lets through', () => {
    const way = fc.constantFrom(...CAUSES).chain((cause) => fc.tuple(fc.constant(cause), fc.subarray([...CHECKS[cause]])));
    fc.assert(fc.property(way, ([cause, made]) => missingChecks(cause, made).length > 0 || lackingChecks(made).length === 0));
  });
});

it.each([
  ['loss', '', '', null],
  ['suspension-from-business', '2026-12-01', '', 'missing'],
  ['suspension-from-business', '', '2026-12-01', 'missing'],
  ['suspension-from-business', '2026-12-01', '2026-11-30', 'order'],
  ['suspension-from-business', '2026-12-01', '2026-12-01', null],
] as const)('days of %s from %j until %j: %j', (cause, from, until, wrong) => expect(daysWrong(cause, from, until)).toBe(wrong));
