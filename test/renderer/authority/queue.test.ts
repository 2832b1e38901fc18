import { describe, expect, it } from 'vitest';
import { goOnAt, nextRow } from '../../../renderer/authority/queue/next-row.ts';

describe('j and k', () => {
  it.each([
    [-1, 1, 5, 0],
    [-1, -1, 5, 0],
    [0, 1, 5, 1],
    [4, 1, 5, 4],
    [0, -1, 5, 0],
    [3, -1, 5, 2],
  ] as const)('from %i by %i of %i to %i', (at, step, count, to) => expect(nextRow(at, step, count)).toBe(to));
});

const rows = (...objects: string[]) => objects.map((object) => ({ object }));

describe('back from a person', () => {
  it.each([
    ['the same row where it is still there', rows('a', 'b', 'c'), 'b', rows('a', 'b', 'c'), 'b'],
    ['the next one where it has moved on', rows('a', 'b', 'c'), 'b', rows('a', 'c', 'd'), 'c'],
    ['the next but one where that has moved on too', rows('a', 'b', 'c', 'd'), 'b', rows('a', 'd'), 'd'],
    ['nowhere at the end', rows('a', 'b'), 'b', rows('a'), null],
    ['nowhere from nowhere', rows('a'), null, rows('a'), null],
    ['nowhere from a row that never was', rows('a'), 'z', rows('a'), null],
  ])('%s', (_name, before, current, after, there) => expect(goOnAt(before, current, after)).toBe(there));
});
