import fc from 'fast-check';
import { expect, it } from 'vitest';
import { creditWords, sumCredits } from '../../../renderer/seminars/credit-words.ts';
import { codesOf, rulesDraftOf, rulesOf } from '../../../renderer/seminars/local-rules-draft.ts';
import { splitCredit } from '../../../renderer/seminars/plan/split-credit.ts';
import { translate } from '../../../renderer/words/translate.ts';
import { presets, schemes } from '../double/training-samples.ts';

const credit = { scheme: 'cme', category: '', code: '74', units: '1.5' };

it.each([
  ['1.5', 0.5, ['1', '0.5']],
  ['1', 0.5, ['0.5', '0.5']],
  ['2', 1, ['1', '1']],
  ['0.5', 0.5, null],
  ['1', 1, null],
  ['x', 0.5, null],
])('%s units in steps of %s are split into %j', (units, step, halves) => {
  expect(splitCredit({ ...credit, units }, step)?.map((half) => half.units) ?? null).toEqual(halves);
});

it('a split keeps the code with the larger half, and loses no units', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 100 }), fc.constantFrom(0.5, 1), (steps, step) => {
      const [first, second] = splitCredit({ ...credit, units: String(steps * step) }, step)!;
      expect([first.code, second.code, Number(first.units) + Number(second.units)]).toEqual(['74', '', steps * step]);
      expect(Number(first.units)).toBeGreaterThanOrEqual(Number(second.units));
    }),
  );
});

it.each([
  [{ scheme: 'cme', category: null, code: '74', units: 1 }, '日医生涯教育 74 高血圧症 1単位'],
  [{ scheme: 'occupational-health', category: 'lifelong-practical', code: null, units: 0.5 }, '認定産業医 生涯・実地 0.5単位'],
  [{ scheme: 'occupational-health', category: 'basic-first', code: 'mental-health', units: 1 }, '認定産業医 基礎・前期 メンタルヘルス 1単位'],
  [{ scheme: 'family-doctor', category: 'applied', code: '1', units: 1 }, 'かかりつけ医機能研修 応用研修 ① 1単位'],
  [{ scheme: 'elsewhere', category: 'x', code: 'y', units: 2 }, 'elsewhere x y 2単位'],
])('%j is said as %s', (given, words) => expect(creditWords(given, schemes, 'ja', translate('ja'))).toBe(words));

it('units are summed by scheme and category, exactly', () => {
  const tenth = { scheme: 'cme', category: null, units: 0.1 };
  expect(sumCredits([tenth, tenth, tenth, { scheme: 'sports', category: 'renewal', units: 1 }])).toEqual([
    { scheme: 'cme', category: null, units: 0.3 },
    { scheme: 'sports', category: 'renewal', units: 1 },
  ]);
});

const rules = { occupationalDailyCap: 7, cmeCodes: [{ code: '74', name: '高血圧症' }], reception: presets[1]!.policy };

it('rules of the association come back from their draft as they were', () => expect(rulesOf(rulesDraftOf(rules))).toEqual({ rules, wrong: null }));

it('an empty draft sets nothing', () => {
  expect(rulesOf({ cap: '', codes: ' \n', reception: null })).toEqual({
    rules: { occupationalDailyCap: null, cmeCodes: [], reception: null },
    wrong: null,
  });
});

it.each([
  ['cap', { cap: '25' }],
  ['cap', { cap: 'x' }],
  ['codes', { codes: '74' }],
  ['codes', { codes: '74 高血圧症\n74 高血圧' }],
  ['reception', { reception: { ...rulesDraftOf(rules).reception!, opensBefore: '' } }],
] as const)('%s cannot be taken from %j', (wrong, part) => expect(rulesOf({ ...rulesDraftOf(rules), ...part })).toEqual({ rules: null, wrong }));

it('a code may be followed by a comma, a tab or a wide space', () => {
  expect(codesOf('1,医師のプロフェッショナリズム\n2\t医療倫理\n3　医師－患者関係')).toEqual([
    { code: '1', name: '医師のプロフェッショナリズム' },
    { code: '2', name: '医療倫理' },
    { code: '3', name: '医師－患者関係' },
  ]);
});
