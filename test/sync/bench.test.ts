import { expect, it } from 'vitest';
import { syncFigures } from '../bench/cases/sync.ts';

it('the bench measures in small what it says', async () => {
  const figures = await syncFigures({ members: 400, events: 200, desks: 8, stops: 2 }, ['pglite']);
  expect(figures.map(({ name }) => name)).toEqual([
    'a stop at 8 desks that ask, p95',
    'first snapshot of 400 members',
    '200 events that waited',
    'the same',
  ]);
  for (const { ours, theirs } of figures) expect([ours > 0, theirs > 0]).toEqual([true, true]);
});
