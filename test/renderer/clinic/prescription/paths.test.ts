import { describe, expect, it } from 'vitest';
import { valueAt, withValue } from '../../../../renderer/clinic/prescription/paths.ts';

const DRAFT = { patient: { name: 'a' }, groups: [{ drugs: [{ name: 'x' }, { name: 'y' }] }, { drugs: [] }], split: null };

describe('a place in a draft', () => {
  it.each([
    ['patient.name', 'a'],
    ['groups.0.drugs.1.name', 'y'],
    ['groups.1.drugs.0.name', undefined],
    ['split.times', undefined],
    ['nowhere.at.all', undefined],
  ])('%s holds %s', (path, value) => expect(valueAt(DRAFT, path)).toBe(value));

  it('gets another value, and nothing else changes', () => {
    const changed = withValue(DRAFT, 'groups.0.drugs.1.name', 'z');
    expect(changed).toEqual({ ...DRAFT, groups: [{ drugs: [{ name: 'x' }, { name: 'z' }] }, { drugs: [] }] });
    expect([changed.patient, changed.groups[1], changed.groups[0]!.drugs[0]]).toEqual([DRAFT.patient, DRAFT.groups[1], { name: 'x' }]);
    expect(changed.groups[1]).toBe(DRAFT.groups[1]);
    expect(DRAFT.groups[0]!.drugs[1]!.name).toBe('y');
  });

  it.each([
    ['a whole list', 'groups', []],
    ['what was nothing', 'split', { times: '2' }],
  ])('is %s', (_what, path, value) => expect(valueAt(withValue(DRAFT, path, value), path)).toBe(value));
});
