import { describe, expect, it } from 'vitest';
import { courseFees, type DuesRow, duesRows } from '../../../../main/credentials/fees/dues.ts';

type Case = readonly [kind: string, age: DuesRow['age'], relief: DuesRow['relief'], insured: boolean | null, yen: number];

describe('dues of the Japan Medical Association, as its paper of 2024-12 has them', () => {
  it.each<Case>([
    ['A1', null, null, null, 126_000],
    ['A2B', 'from-31', null, null, 64_000],
    ['A2B', 'until-30', null, null, 39_000],
    ['A2C', null, null, null, 21_000],
    ['B', null, null, null, 28_000],
    ['C', null, null, null, 6_000],
    ['A1', null, 'aged', true, 78_000],
    ['A2B', null, 'aged', true, 48_000],
    ['A1', null, 'aged', false, 0],
    ['A2B', null, 'aged', false, 0],
    ['B', null, 'aged', false, 0],
    ['A1', null, 'illness', true, 66_000],
    ['A2B', 'from-31', 'illness', true, 36_000],
    ['A2B', 'until-30', 'illness', true, 15_000],
    ['A2C', null, 'illness', true, 15_000],
    ['A1', null, 'illness', false, 0],
    ['A2B', null, 'illness', false, 0],
    ['A2C', null, 'illness', false, 0],
    ['B', null, 'illness', false, 0],
    ['C', null, 'illness', false, 0],
  ])('%s, age %s, relief %s, insured %s: %i yen', (kind, age, relief, insured, yen) => {
    const rows = duesRows().filter((row) => row.class === kind && row.age === age && row.relief === relief && row.insured === insured);
    expect(rows.map((row) => row.yen)).toEqual([yen]);
  });

  it('has no row beside these', () => {
    expect(duesRows().length).toBe(20);
  });
});

describe('fees of courses', () => {
  it.each([
    ['first', true, 10_000],
    ['first', false, 18_000],
    ['second', true, 10_000],
    ['second', false, 18_000],
    ['new', true, 5_000],
    ['new', false, 9_000],
  ])('健康スポーツ医学講習会, %s, member %s: %i yen', (part, member, yen) => {
    expect(
      courseFees()
        .filter((row) => row.part === part && row.member === member)
        .map((row) => row.yen),
    ).toEqual([yen]);
  });
});

describe('both tables', () => {
  const rows = [...duesRows(), ...courseFees()];

  it('every figure has its source, and none is said to be checked', () => {
    expect(rows.filter(({ source, checked }) => source === '' || checked)).toEqual([]);
  });

  it('ids are unique', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });
});
