import { describe, expect, it } from 'vitest';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { checkPrescription, type DrugFacts, type WarningId } from '../../../../main/prescriptions/checks/check.ts';
import { RULES, ruleOn } from '../../../../main/prescriptions/checks/rules.ts';
import { readSj1, type Sj1Record } from '../../../../pki/eps/sj1.ts';

const PLAIN: DrugFacts = { narcotic: false, mostDays: null };
const NARCOTIC: DrugFacts = { narcotic: true, mostDays: 14 };
const TODAY = '2026-11-20';
/** The sample, issued on 20 November for 14 days until the 23rd, with some of its lines changed or added. */
const records = (...lines: readonly string[]): readonly Sj1Record[] => {
  const sample = readSj1(samplePrescription());
  const given = lines.length === 0 ? [] : readSj1(Buffer.from(['SJ1', ...lines].join('\n')));
  const numbers = new Set(given.map(({ number }) => number));
  return [...sample.filter(({ number }) => !numbers.has(number)), ...given];
};
const found = (lines: readonly string[], facts: DrugFacts | null = PLAIN, today = TODAY): readonly WarningId[] =>
  checkPrescription({ records: records(...lines), today, factsOf: () => facts }).map(({ id }) => id);

describe('a prescription before it is signed', () => {
  it.each<[string, readonly string[], DrugFacts | null, string, readonly WarningId[]]>([
    ['as it should be', [], PLAIN, TODAY, []],
    ['of yesterday', [], PLAIN, '2026-11-21', ['issued-other-day']],
    ['of tomorrow', [], PLAIN, '2026-11-19', ['issued-other-day']],
    ['whose time is over', [], PLAIN, '2026-11-24', ['issued-other-day', 'validity-is-over']],
    ['without a time', ['52,'], PLAIN, TODAY, []],
    ['for three days', ['52,20261122'], PLAIN, TODAY, ['validity-differs']],
    ['for five days', ['52,20261124'], PLAIN, TODAY, ['validity-differs']],
    ['over before it began', ['52,20261119'], PLAIN, TODAY, ['validity-ends-before', 'validity-is-over']],
    ['of drugs that no master has', [], null, TODAY, ['drugs-not-known']],
    ['of fourteen days of a drug with fourteen', [], { ...PLAIN, mostDays: 14 }, TODAY, []],
    ['of fourteen days of a drug with thirteen', [], { ...PLAIN, mostDays: 13 }, TODAY, ['supply-too-long']],
    ['of a narcotic without anything', [], NARCOTIC, TODAY, ['licence-missing', 'address-missing']],
    ['of a narcotic without the address', ['60,13-1,,'], NARCOTIC, TODAY, ['address-missing']],
    ['of a narcotic without the licence', ['60,,東京都,'], NARCOTIC, TODAY, ['licence-missing']],
    ['of a narcotic with both', ['60,13-1,東京都,'], NARCOTIC, TODAY, []],
  ])('%s', (_what, lines, facts, today, expected) => expect(found(lines, facts, today)).toEqual(expected));

  it('names the group, the figures and the paper', () => {
    const [told] = checkPrescription({ records: records(), today: TODAY, factsOf: () => ({ ...PLAIN, mostDays: 7 }) });
    expect(told).toEqual({
      ...{ id: 'supply-too-long', group: '1', facts: { days: 14, most: 7, drug: '見本錠５００ｍｇ（架空の薬品）' } },
      source: ruleOn('supply-days', TODAY)!.source,
    });
  });
});

it('every rule has its paper, and none is told of days before it', () => {
  for (const id of RULES) expect(ruleOn(id, TODAY)?.source).toMatch(/第\d+条/);
  expect(ruleOn('supply-days', '2002-03-31')).toBeNull();
});
