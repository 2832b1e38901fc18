import { describe, expect, it } from 'vitest';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import { checkPrescription, type DrugFacts, type WarningId } from '../../../../main/prescriptions/checks/check.ts';
import { RULES, ruleOn } from '../../../../main/prescriptions/checks/rules.ts';
import { readSj1, type Sj1Record } from '../../../../pki/eps/sj1.ts';

const WITHOUT = { days: null, source: 'list' };
const limited = (days: number) => ({ limit: { days, source: 'list' } });
const PLAIN: DrugFacts = { narcotic: false, limit: WITHOUT, untold: null, generic: false, listedOn: null, endedOn: null, demonstration: false };
const NARCOTIC: DrugFacts = { ...PLAIN, narcotic: true, ...limited(14) };
/** No list at hand. */
const NOT_TOLD = { limit: null, untold: { list: null } };
/** A list is at hand, and is silent. */
const NOT_LISTED = { limit: null, untold: { list: '一覧' } };
/** Fourteen days, so that one more shows. */
const FIFTEEN = '101,1,1,,15';
const TODAY = '2026-11-20';
const NEW: DrugFacts = { ...PLAIN, listedOn: '2026-05-20' };
const REFILL: readonly WarningId[] = ['refill-window', 'refill-record'];
/** The first RP of the sample, issued on 20 November for 14 days until the 23rd, with some of its lines changed or added. */
const records = (...lines: readonly string[]): readonly Sj1Record[] => {
  const sample = readSj1(samplePrescription()).filter(({ number, fields }) => Number(number) < 100 || fields[0] === '1');
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
    ['of fourteen days of a drug with fourteen', [], { ...PLAIN, ...limited(14) }, TODAY, []],
    ['of fourteen days of a drug with thirteen', [], { ...PLAIN, ...limited(13) }, TODAY, ['supply-too-long']],
    ['of a narcotic without anything', [], NARCOTIC, TODAY, ['licence-missing', 'address-missing']],
    ['of a narcotic without the address', ['60,13-1,,'], NARCOTIC, TODAY, ['address-missing']],
    ['of a narcotic without the licence', ['60,,東京都,'], NARCOTIC, TODAY, ['licence-missing']],
    ['of a narcotic with both', ['60,13-1,東京都,'], NARCOTIC, TODAY, []],
    ['of drugs of whose limits nobody told', [], { ...PLAIN, ...NOT_TOLD }, TODAY, ['limits-not-known']],
    ['of drugs that the list at hand does not name', [], { ...PLAIN, ...NOT_LISTED }, TODAY, ['limits-not-listed']],
    ['of a drug of which the list names some makers alone', [], { ...PLAIN, ...limited(14), untold: { list: '一覧' } }, TODAY, ['limits-not-listed']],
    [
      'of a drug with a limit that is passed, of which the list names some makers alone',
      [],
      { ...PLAIN, ...limited(13), untold: { list: '一覧' } },
      TODAY,
      ['supply-too-long', 'limits-not-listed'],
    ],
    ['of a new drug that the list does not name', [FIFTEEN], { ...NEW, ...NOT_LISTED }, TODAY, ['new-drug', 'limits-not-listed']],
    ['of more than fourteen days of a new drug', [FIFTEEN], { ...NEW, ...NOT_TOLD }, TODAY, ['new-drug', 'limits-not-known']],
    ['of fourteen days of a new drug', [], { ...NEW, ...NOT_TOLD }, TODAY, ['limits-not-known']],
    ['of a new drug of which a list says that it has none', [FIFTEEN], NEW, TODAY, []],
    ['of a new generic', [FIFTEEN], { ...NEW, generic: true, ...NOT_TOLD }, TODAY, ['limits-not-known']],
    [
      'of a drug listed in the last month that no longer counts',
      [FIFTEEN],
      { ...NEW, listedOn: '2025-10-31', ...NOT_TOLD },
      TODAY,
      ['limits-not-known'],
    ],
    [
      'of a drug listed in the first month that counts',
      [FIFTEEN],
      { ...NEW, listedOn: '2025-11-01', ...NOT_TOLD },
      TODAY,
      ['new-drug', 'limits-not-known'],
    ],
    ['of a drug that ended the day before', [], { ...PLAIN, endedOn: '2026-11-19' }, TODAY, ['drug-ended']],
    ['of a drug that ends today', [], { ...PLAIN, endedOn: TODAY }, TODAY, []],
    ['of samples', [], { ...PLAIN, demonstration: true }, TODAY, ['demonstration-codes']],
    ['with a code of the health ministry', ['201,1,1,1,3,1,x,1,1,錠'], PLAIN, TODAY, ['code-kind']],
    ['with a code by general name', ['201,1,1,1,7,1,x,1,1,錠'], PLAIN, TODAY, []],
    ['with a usage without a code', ['111,1,1,,毎食後,'], PLAIN, TODAY, ['usage-without-code']],
    ['with a usage in own words', ['111,1,3,0X0XXXXXXXXX0000,指示どおり,'], PLAIN, TODAY, ['usage-without-code']],
    ['that is a refill', ['64,3'], PLAIN, TODAY, [...REFILL]],
    ['used once', ['64,1'], PLAIN, TODAY, []],
    ['refilled four times', ['64,4'], PLAIN, TODAY, ['refill-too-many', ...REFILL]],
    ['refilled before there was a rule', ['64,2', '51,20220331', '52,20220403'], PLAIN, '2022-03-31', ['refill-not-yet', 'refill-record']],
    ['refilled on the first day', ['64,2', '51,20220401', '52,20220404'], PLAIN, '2022-04-01', [...REFILL]],
    ['a refill of a drug with a limit', ['64,2'], { ...PLAIN, ...limited(90) }, TODAY, ['refill-limited-drug', ...REFILL]],
    ['a refill of something external', ['64,2', '101,1,3,,1'], PLAIN, TODAY, ['refill-external', ...REFILL]],
    ['split', ['63,2,1', '102,1,7,14'], PLAIN, TODAY, ['split-record']],
    ['split into four', ['63,4,1', '102,1,7,14'], PLAIN, TODAY, ['split-too-many', 'split-record']],
    ['split, the third of two', ['63,2,3', '102,1,7,14'], PLAIN, TODAY, ['split-turn', 'split-record']],
    ['split without what each time gives', ['63,2,1'], PLAIN, TODAY, ['split-quantity', 'split-record']],
    ['split, and the whole at once', ['63,2,1', '102,1,14,14'], PLAIN, TODAY, ['split-quantity', 'split-record']],
  ])('%s', (_what, lines, facts, today, expected) => expect(found(lines, facts, today)).toEqual(expected));

  it('names the group, the figures and the paper', () => {
    const [told] = checkPrescription({ records: records(), today: TODAY, factsOf: () => ({ ...PLAIN, ...limited(7) }) });
    expect(told).toEqual({
      ...{ id: 'supply-too-long', weight: 'look', group: '1', facts: { days: 14, most: 7, drug: '見本錠５００ｍｇ（架空の薬品）' } },
      source: `list / ${ruleOn('supply-days', TODAY)!.source}`,
    });
  });

  it('names the drugs that no list names, and the list that was looked into', () => {
    const [told] = checkPrescription({ records: records(), today: TODAY, factsOf: () => ({ ...PLAIN, ...NOT_LISTED }) });
    expect(told).toEqual({
      ...{ id: 'limits-not-listed', weight: 'unchecked', group: null, facts: { count: 1, drugs: '見本錠５００ｍｇ（架空の薬品）' } },
      source: `一覧 / ${ruleOn('supply-days', TODAY)!.source}`,
    });
  });
});

it('every rule has its paper, and none is told of days before it', () => {
  for (const id of RULES) expect(ruleOn(id, TODAY)?.source).toMatch(/第\d+条|第10第2号|F400|JAHIS/);
  expect(ruleOn('supply-days', '2002-03-31')).toBeNull();
});

it('says what is not checked, and what is only good to know, as such', () => {
  const weights = (lines: readonly string[], facts: DrugFacts | null) =>
    checkPrescription({ records: records(...lines), today: TODAY, factsOf: () => facts }).map(({ id, weight }) => [id, weight]);
  expect(weights([], null)).toEqual([['drugs-not-known', 'unchecked']]);
  expect(weights(['64,2'], PLAIN)).toEqual([
    ['refill-window', 'know'],
    ['refill-record', 'unchecked'],
  ]);
});
