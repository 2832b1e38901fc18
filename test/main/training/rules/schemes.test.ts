import { describe, expect, it } from 'vitest';
import { policyPreset, scheme } from '../../../../main/api/schema/training.ts';
import { NOTHING_SET, rulesVersionWith } from '../../../../main/training/rules/local-rules.ts';
import { presets } from '../../../../main/training/rules/presets.ts';
import { schemes } from '../../../../main/training/rules/schemes.ts';
import { rulesVersion, SCHEMES } from '../../../../main/training/rules/tables.ts';
import { OPEN_POLICY } from '../plans.ts';

const named = (id: string, local = NOTHING_SET) => schemes(local).find((row) => row.id === id)!;

describe('schemes', () => {
  it('are what the contract says', () => {
    expect(scheme.array().parse(schemes())).toEqual(schemes());
  });

  it('CME has the numbers 1 to 84 without names, and says so (www1.med.or.jp/cme/about/gaiyou.html)', () => {
    const [category] = named('cme').categories;
    expect(category).toMatchObject({ id: '', codesKnown: false });
    expect(category!.codes.map(({ code }) => code)).toEqual(Array.from({ length: 84 }, (_nothing, index) => String(index + 1)));
    expect(named('cme').unset).toEqual(['code-names']);
  });

  it('CME has the names that the association entered, and nothing is unset then', () => {
    const set = named('cme', { ...NOTHING_SET, cmeCodes: [{ code: '8', name: '感染対策' }] });
    expect(set.categories).toEqual([
      { id: '', name: { ja: '', en: '' }, codesKnown: true, codes: [{ code: '8', name: { ja: '感染対策', en: '感染対策' } }] },
    ]);
    expect(set.unset).toEqual([]);
  });

  it('occupational health: subjects of 前期 add up to 14 hours (kanadoc.com)', () => {
    const codes = SCHEMES.find(({ id }) => id === 'occupational-health')!.categories.find(({ id }) => id === 'basic-first')!.codes;
    const hours = codes?.kind === 'list' ? codes.codes.map((code) => code.hours ?? 0) : [];
    expect(hours).toEqual([2, 2, 1, 1, 2, 2, 2, 2]);
    expect(hours.reduce((sum, each) => sum + each)).toBe(14);
  });

  it.each([
    ['occupational-health', NOTHING_SET, ['daily-cap', 'step']],
    ['occupational-health', { ...NOTHING_SET, occupationalDailyCap: 5 }, ['step']],
    ['sports', NOTHING_SET, ['code-names', 'step']],
    ['family-doctor', NOTHING_SET, ['minutes-per-unit', 'code-names', 'step']],
    ['family-doctor-report', NOTHING_SET, ['minutes-per-unit', 'step']],
    ['other', NOTHING_SET, ['every-rule']],
  ])('%s tells what is not on record (%#)', (id, local, unset) => {
    expect(named(id, local).unset).toEqual(unset);
  });
});

describe('ways to receive', () => {
  it('are what the contract says', () => {
    expect(policyPreset.array().parse(presets())).toEqual(presets());
  });

  it.each([
    ['association', null, { opensBefore: 60, graceAfterStart: null, exitTap: 'recorded' }],
    ['joa', 'www2.convention.co.jp/joakiso2017/participant_unit.html', { opensBefore: 10, graceAfterStart: 10, exitTap: 'required' }],
    ['university', 'wakayama-u.ac.jp 2017033000349', { opensBefore: 10, graceAfterStart: 30, exitTap: 'none' }],
  ])('%s (%s)', (id, source, policy) => {
    expect(presets().find((preset) => preset.id === id)).toMatchObject({ source, policy });
  });

  it('that of the association is its own once it has set one', () => {
    const [unset, set] = [presets()[0]!, presets({ ...NOTHING_SET, reception: OPEN_POLICY })[0]!];
    expect(unset.name.en).toBe('Rule of the medical association (not set)');
    expect(set).toMatchObject({ name: { en: 'Rule of the medical association (set)' }, policy: OPEN_POLICY });
  });
});

describe('version of the rules', () => {
  it('is sixteen digits, and says what was set beside the tables', () => {
    expect(rulesVersion).toMatch(/^[\da-f]{16}$/);
    expect(rulesVersionWith(NOTHING_SET)).toBe(rulesVersion);
    const [five, six] = [5, 6].map((occupationalDailyCap) => rulesVersionWith({ ...NOTHING_SET, occupationalDailyCap }));
    expect(five).toMatch(new RegExp(`^${rulesVersion}\\+[\\da-f]{16}$`));
    expect(five).not.toBe(six);
  });
});
