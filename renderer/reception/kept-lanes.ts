import type { KeptLanes } from '../../main/api/schema/attendance.ts';
import type { LaneDraft } from './lane-setup.tsx';

/** How a reader was used last; `null`: it was not there. */
export function keptLane(kept: KeptLanes | null, reader: string): Partial<LaneDraft> | null {
  const lane = kept?.lanes.find((one) => one.reader === reader);
  if (lane) return { used: true, name: lane.name, room: lane.room, direction: lane.direction };
  return kept?.unused.includes(reader) ? { used: false } : null;
}

/** Readers in the order of the lanes as they were, new ones behind them: readers come in another order each time. */
export function inKeptOrder(kept: KeptLanes | null, readers: readonly string[]): readonly string[] {
  const order = kept?.lanes.map(({ reader }) => reader) ?? [];
  const placeOf = (reader: string): number => (order.includes(reader) ? order.indexOf(reader) : order.length);
  return readers.toSorted((a, b) => placeOf(a) - placeOf(b));
}
