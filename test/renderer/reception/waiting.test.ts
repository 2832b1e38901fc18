import { expect, it } from 'vitest';
import { waitingOf } from '../../../renderer/reception/waiting.ts';
import { lane, verdictOf } from '../double/attendance-samples.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 10, 0, second));
const open = (id: string, of: string, second: number) => verdictOf(id, of, at(second), { verdict: 'late', face: 'warning', answer: 'open' });

it('confirmations wait oldest first, each once, also one that only its lane still knows', () => {
  const recent = [open('v3', 'a', 3), verdictOf('v2', 'a', at(2), {}), open('v1', 'b', 1)];
  const lanes = [{ ...lane('a'), last: recent[0]! }, { ...lane('b'), last: open('v0', 'b', 0) }, lane('c')];
  expect(waitingOf({ recent, lanes }).map(({ id }) => id)).toEqual(['v0', 'v1', 'v3']);
});
