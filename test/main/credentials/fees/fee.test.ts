import { describe, expect, it } from 'vitest';
import { type FeeItem, feeFor, feeRows } from '../../../../main/credentials/fees/fee.ts';

type Case = readonly [what: string, item: FeeItem, member: boolean, channel: string | null, reason: string | null, yen: number | null];
const fee = (item: FeeItem, member: boolean, channel: string | null, reason: string | null, day: string) =>
  feeFor({ item, member, channel, reason, day })?.yen ?? null;

describe('the table of fees, row by row', () => {
  it.each<Case>([
    ['a member, first issue', 'issue', true, null, null, 0],
    ['a member, a year', 'annual', true, null, null, 0],
    ['a member, renewal', 'renewal', true, null, null, 5400],
    ['another doctor, first issue', 'issue', false, null, null, 5400],
    ['another doctor, a year', 'annual', false, null, null, 6480],
    ['another doctor, renewal', 'renewal', false, null, null, 5400],
    ['reissue: not stated then', 'reissue', true, null, 'loss', null],
  ])('2018-02, tax of 8 %%: %s', (_what, item, member, channel, reason, yen) => {
    expect(fee(item, member, channel, reason, '2018-02-01')).toBe(yen);
  });

  it.each<Case>([
    ['a member, first issue', 'issue', true, null, null, 0],
    ['a member, renewal', 'renewal', true, null, null, 0],
    ['another doctor, first issue', 'issue', false, null, null, 5500],
    ['another doctor, renewal', 'renewal', false, null, null, 5500],
    ['another doctor through the national portal', 'issue', false, 'myna-portal', null, 0],
    ['another doctor on paper', 'issue', false, 'paper', null, 5500],
    ['reissue after loss, a member', 'reissue', true, null, 'loss', 5500],
    ['reissue after loss, another doctor', 'reissue', false, null, 'loss', 5500],
    ['reissue after damage', 'reissue', true, null, 'damage', 5500],
    ['reissue for a change of name', 'reissue', true, null, 'name-change', 5500],
    ['reissue for who became a member', 'reissue', true, null, 'became-member', 0],
    ['reissue for who left', 'reissue', false, null, 'left-membership', 5500],
    ['a year: none listed', 'annual', false, null, null, null],
    ['reissue for a reason that no source names', 'reissue', true, null, 'whim', null],
  ])('2024-12: %s', (_what, item, member, channel, reason, yen) => {
    expect(fee(item, member, channel, reason, '2024-12-01')).toBe(yen);
  });

  it('first issue and first year of another doctor in 2018 were 11,000 yen before tax', () => {
    const parts = (['issue', 'annual'] as const).map(
      (item) => feeFor({ item, member: false, channel: null, reason: null, day: '2018-02-01' })?.net?.yen,
    );
    expect(parts).toEqual([5000, 6000]);
  });

  it.each([
    ['2019-09-30', 5400, 8],
    ['2019-10-01', 5500, 10],
  ])('tax by the rate of the day: %s', (day, yen, percent) => {
    const found = feeFor({ item: 'renewal', member: true, channel: null, reason: null, day });
    expect([found?.yen, found?.net]).toEqual([yen, { yen: 5000, percent }]);
  });

  it.each([
    ['before any record', '2016-03-31'],
    ['before the paper of 2018', '2018-01-31'],
  ])('nothing is guessed %s', (_what, day) => {
    expect(fee('renewal', false, null, null, day)).toBe(null);
  });

  it('tells which days no source states', () => {
    expect(feeFor({ item: 'renewal', member: true, channel: null, reason: null, day: '2024-12-01' })?.boundary).toBe('from');
  });

  it('no two rows answer the same question on the same day', () => {
    const rows = feeRows();
    const overlap = rows.filter((a, index) =>
      rows.some(
        (b, other) =>
          other > index &&
          [a.item, a.member, a.channel, a.reason].join() === [b.item, b.member, b.channel, b.reason].join() &&
          a.from <= (b.until ?? '9999') &&
          b.from <= (a.until ?? '9999'),
      ),
    );
    expect(overlap).toEqual([]);
  });

  it('every figure has its source', () => {
    expect(feeRows().filter(({ source }) => source.trim() === '')).toEqual([]);
  });
});
