import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Credit } from '../../../main/api/schema/training.ts';
import { fiscalYearOf, progress } from '../../../main/credits/progress.ts';

const TODAY = '2027-02-07';
const record = (credit: Partial<Credit> & { scheme: string }, more: { day?: string; title?: string; annulled?: boolean } = {}) => ({
  day: '2026-10-09',
  title: '研修会',
  annulled: false,
  ...more,
  credit: { category: null, code: null, units: 1, ...credit },
});
const goal = (id: string, records: Parameters<typeof progress>[0], certificates: Parameters<typeof progress>[1] = []) =>
  progress(records, certificates, TODAY).find((each) => each.goal === id);
const have = (id: string, records: Parameters<typeof progress>[0], certificates: Parameters<typeof progress>[1] = []) =>
  goal(id, records, certificates)!.demands.map((demand) => demand.have);

it.each([
  ['2027-03-31', '2026-04-01'],
  ['2027-04-01', '2027-04-01'],
  ['2027-01-01', '2026-04-01'],
])('%s lies in the fiscal year that began on %s', (day, first) => {
  expect(fiscalYearOf(day)).toBe(first);
});

describe('CME certificate (www1.med.or.jp/cme/about/gaiyou.html)', () => {
  it('counts units and distinct codes of three fiscal years', () => {
    const records = [
      record({ scheme: 'cme', code: '8', units: 1 }),
      record({ scheme: 'cme', code: '8', units: 0.5 }),
      record({ scheme: 'cme', code: '9', units: 1 }),
      record({ scheme: 'cme', code: null, units: 31.5 }, { day: '2024-04-01' }),
      record({ scheme: 'cme', code: '10', units: 5 }, { day: '2024-03-31' }),
      record({ scheme: 'cme', code: '11', units: 5 }, { annulled: true }),
    ];
    expect(goal('cme-certificate', records)).toMatchObject({
      from: '2024-04-01',
      until: '2027-03-31',
      fulfilled: false,
      demands: [{ id: 'units-and-codes', wanted: 60, have: 36, missing: 24 }],
    });
  });

  it('is reached at exactly 60', () => {
    const records = [record({ scheme: 'cme', code: '1', units: 59 })];
    expect(goal('cme-certificate', records)!.fulfilled).toBe(true);
    expect(goal('cme-certificate', [record({ scheme: 'cme', code: '1', units: 58.5 })])!.fulfilled).toBe(false);
  });
});

describe('occupational physician (kanadoc.com and others)', () => {
  const CERTIFICATE = { scheme: 'occupational-health', goal: 'occupational-first', since: '2024-10-01', until: '2029-09-30' };

  it('first certificate for whoever holds none, renewal for whoever holds one', () => {
    expect([goal('occupational-first', []) !== undefined, goal('occupational-renewal', []) !== undefined]).toEqual([true, false]);
    expect([goal('occupational-first', [], [CERTIFICATE]) !== undefined, goal('occupational-renewal', [], [CERTIFICATE]) !== undefined]).toEqual([
      false,
      true,
    ]);
  });

  it.each([
    ['lifelong-renewal', [20, 20, 0, 0, 0]],
    ['lifelong-practical', [20, 0, 20, 0, 0]],
    ['lifelong-specialist', [20, 0, 0, 20, 0]],
    ['basic-second', [0, 0, 0, 0, 0]],
  ])('twenty units of %s alone do not renew', (category, counted) => {
    const records = [record({ scheme: 'occupational-health', category, units: 20 })];
    expect(have('occupational-renewal', records, [CERTIFICATE])).toEqual(counted);
    expect(goal('occupational-renewal', records, [CERTIFICATE])!.fulfilled).toBe(false);
  });

  it('twenty units with one of each kind renew; the unknown daily limit is told and stands in nobody’s way', () => {
    const records = (['lifelong-renewal', 'lifelong-practical', 'lifelong-specialist'] as const).map((category, index) =>
      record({ scheme: 'occupational-health', category, units: [18, 1, 1][index]! }),
    );
    const found = goal('occupational-renewal', records, [CERTIFICATE])!;
    expect(found).toMatchObject({ from: '2024-10-01', until: '2029-09-30', fulfilled: true });
    expect(found.demands.at(-1)).toMatchObject({ id: 'daily-cap', source: null });
  });

  it('units before the certificate do not count', () => {
    const records = [record({ scheme: 'occupational-health', category: 'lifelong-renewal', units: 20 }, { day: '2024-09-30' })];
    expect(have('occupational-renewal', records, [CERTIFICATE])[0]).toBe(0);
  });
});

it('a lecture of one name counts at most twice for family doctors', () => {
  const records = [1, 2, 3].map((day) =>
    record({ scheme: 'family-doctor', category: 'applied', code: '1' }, { day: `2026-05-0${day}`, title: '同じ　講演' }),
  );
  expect(goal('family-doctor-certificate', records)!.demands[1]).toMatchObject({ id: 'units', have: 2 });
});

it('another record never lessens what is there', () => {
  const credit = fc.record({
    scheme: fc.constantFrom('cme', 'occupational-health', 'sports', 'family-doctor'),
    category: fc.constantFrom(null, 'basic-first', 'applied', 'renewal', 'practical'),
    code: fc.constantFrom(null, '1', '2', 'general'),
    units: fc.constantFrom(0.5, 1, 1.5),
  });
  const records = fc.array(
    credit.map((each) => record(each)),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(records, credit, (some, more) => {
      const before = progress(some, [], TODAY).flatMap(({ demands }) => demands.map((demand) => demand.have));
      const after = progress([...some, record(more)], [], TODAY).flatMap(({ demands }) => demands.map((demand) => demand.have));
      expect(after.every((value, index) => value >= before[index]!)).toBe(true);
    }),
  );
});
