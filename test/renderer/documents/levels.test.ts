import { expect, it } from 'vitest';
import { higherLevels } from '../../../renderer/documents/raise-level.tsx';
import { dueIn } from '../../../renderer/documents/renewal-due.tsx';

it.each([
  ['B', ['T', 'LT', 'LTA']],
  ['T', ['LT', 'LTA']],
  ['LT', ['LTA']],
  ['LTA', ['LTA']],
] as const)('a file of level %s can be brought to %j', (level, levels) => expect(higherLevels(level)).toEqual(levels));

it.each([
  ['2026-11-19T00:00:00Z', 'past'],
  ['2026-11-21T00:00:00Z', 'soon'],
  ['2027-11-01T00:00:00Z', 'soon'],
  ['2028-01-01T00:00:00Z', 'later'],
] as const)('a renewal due at %s is %s', (due, expected) => expect(dueIn(due, Date.parse('2026-11-20T00:00:00Z'))).toBe(expected));
