import { describe, expect, it } from 'vitest';
import { samplePrescription } from '../../../../main/demonstration/sample-prescription.ts';
import type { WarningId } from '../../../../main/prescriptions/checks/check.ts';
import { dispensedBeforeWarnings, dispensingWarnings } from '../../../../main/prescriptions/checks/dispensing.ts';
import { ruleOn } from '../../../../main/prescriptions/checks/rules.ts';
import { readSj1, type Sj1Record } from '../../../../pki/eps/sj1.ts';

/** The sample, issued on 20 November and to be used until the 23rd, with some of its lines changed, added, or (without a value) left out. */
const records = (...lines: readonly string[]): readonly Sj1Record[] => {
  const given = lines.length === 0 ? [] : readSj1(Buffer.from(['SJ1', ...lines].join('\n')));
  const numbers = new Set(given.map(({ number }) => number));
  return [...readSj1(samplePrescription()).filter(({ number }) => !numbers.has(number)), ...given];
};
const WITHOUT_END = '52,';

describe('what was dispensed, before the pharmacist signs', () => {
  it.each<[string, readonly string[], string, readonly WarningId[]]>([
    ['on the day of issue', [], '2026-11-20', []],
    ['on the last day that it names', [], '2026-11-23', []],
    ['on the day after it', [], '2026-11-24', ['dispensed-too-late']],
    ['on the fourth day, where it names none', [WITHOUT_END], '2026-11-23', []],
    ['on the fifth day, where it names none', [WITHOUT_END], '2026-11-24', ['dispensed-too-late']],
    ['on the fifth day, where it names the tenth', ['52,20261129'], '2026-11-24', []],
    ['on the tenth day, where it names it', ['52,20261129'], '2026-11-29', []],
    ['on the eleventh day, where it names the tenth', ['52,20261129'], '2026-11-30', ['dispensed-too-late']],
    ['on the third day, where it names the second', ['52,20261121'], '2026-11-22', ['dispensed-too-late']],
    ['before it was issued', [], '2026-11-19', ['dispensed-before-issue']],
    ['of a refill in time', ['64,3'], '2026-11-23', []],
    ['of a refill later', ['64,3'], '2026-12-20', ['dispensed-refill-late']],
    ['of one that is used once', ['64,1'], '2026-11-24', ['dispensed-too-late']],
    ['of a refill from before there was one', ['64,3', '51,20220331', '52,20220403'], '2022-04-04', ['dispensed-too-late']],
    ['of the first part of a split, later', ['63,2,1'], '2026-11-24', ['dispensed-too-late']],
    ['of the second part of a split, later', ['63,2,2'], '2026-11-24', ['dispensed-split-late']],
    ['of one without any day', ['51,', WITHOUT_END], '2026-11-20', ['dispensing-term-unknown']],
    ['on a day that cannot be read', [], '', ['dispensing-term-unknown']],
  ])('%s', (_what, lines, day, expected) => expect([...dispensingWarnings(records(...lines), day)].map(({ id }) => id)).toEqual(expected));

  it.each<[string, readonly string[], 'valid-days' | 'refill-window', object]>([
    ['the last day', [], 'valid-days', { until: '2026-11-23', dispensed: '2026-12-20' }],
    ['the window of a refill', ['64,3'], 'refill-window', { until: '2026-11-23', dispensed: '2026-12-20', days: 7 }],
  ])('names %s and the paper', (_what, lines, rule, facts) => {
    expect([...dispensingWarnings(records(...lines), '2026-12-20')]).toEqual([
      expect.objectContaining({ facts, source: ruleOn(rule, '2026-11-20')!.source }),
    ]);
  });
});

describe('what was dispensed here before', () => {
  const days = ['2026-11-21', '2026-12-20', '2027-01-19'];
  it.each<[string, readonly string[], number, string | null]>([
    ['never', [], 0, null],
    ['of one that is used once', [], 1, 'look dispensed-before'],
    ['of a refill that says once', ['64,1'], 1, 'look dispensed-before'],
    ['of a refill, the second turn', ['64,3'], 1, 'know dispensed-turn-before'],
    ['of a refill, the last turn', ['64,3'], 2, 'know dispensed-turn-before'],
    ['of a refill that is used up', ['64,3'], 3, 'look dispensed-before'],
    ['of a split prescription', ['63,2,2'], 1, 'know dispensed-turn-before'],
    ['of a split prescription that is used up', ['63,2,2'], 2, 'look dispensed-before'],
  ])('%s', (_what, lines, times, expected) => {
    const told = [...dispensedBeforeWarnings(records(...lines), days.slice(0, times))];
    expect(told.map(({ id, weight }) => `${weight} ${id}`)).toEqual(expected === null ? [] : [expected]);
    for (const { facts } of told) expect(facts).toEqual({ day: days[times - 1], times });
  });
});
