import { expect, it } from 'vitest';
import type { KeptLanes } from '../../../main/api/schema/attendance.ts';
import { inKeptOrder, keptLane } from '../../../renderer/reception/kept-lanes.ts';

const lane = (reader: string | null, name: string, room: string | null = null): KeptLanes['lanes'][number] => ({
  reader,
  name,
  room,
  direction: 'in',
});
const kept: KeptLanes = { lanes: [lane('B', '東口', 'r1'), lane('A', '西口'), lane(null, 'キーボード')], unused: ['C'] };

it.each([
  ['as it was', kept, 'B', { used: true, name: '東口', room: 'r1', direction: 'in' }],
  ['left alone', kept, 'C', { used: false }],
  ['as a new one', kept, 'D', null],
  ['as a new one, where nothing is kept', null, 'A', null],
] as const)('a reader is taken %s', (_what, of, reader, draft) => {
  expect(keptLane(of, reader)).toEqual(draft);
});

it.each([
  [kept, ['A', 'B', 'C'], ['B', 'A', 'C']],
  [kept, ['D', 'C', 'A', 'B'], ['B', 'A', 'D', 'C']],
  [null, ['B', 'A'], ['B', 'A']],
] as const)('readers come in the order of the lanes as they were: %#', (of, readers, order) => {
  expect(inKeptOrder(of, readers)).toEqual(order);
});
