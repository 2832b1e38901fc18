import type { ReaderService, ReaderSnapshot } from '../../../card/reader.ts';
import type { LaneOrder } from '../../api/schema/attendance.ts';

export interface Lane extends LaneOrder {
  readonly id: string;
}

/** A card that has just appeared on the reader of a lane. */
export interface Appearance {
  readonly lane: Lane;
  readonly reader: string;
  readonly insertion: string;
  /** Moment of the status event, `performance.now()`. */
  readonly moment: number;
}

/**
 * Follows the readers of the lanes by status events alone. Each card is told once per insertion; lanes do not wait for each other.
 * A card that lies there when reception opens counts as having just appeared.
 * @param present is kept to the readers of lanes that are there now
 */
export async function watchLanes(
  service: ReaderService,
  lanes: readonly Lane[],
  present: Set<string>,
  told: { readonly onCard: (appearance: Appearance) => void; readonly onReaders: () => void },
  signal: AbortSignal,
): Promise<void> {
  const insertions = new Map<string, string | null>();

  function accept({ readers }: ReaderSnapshot): void {
    const moment = performance.now();
    let changed = false;
    for (const lane of lanes) {
      if (lane.reader === null) continue;
      const state = readers.find(({ name }) => name === lane.reader);
      if (present.has(lane.reader) !== (state !== undefined)) changed = true;
      if (state) present.add(lane.reader);
      else present.delete(lane.reader);
      const insertion = state?.card ? state.insertion : null;
      if (insertion === (insertions.get(lane.reader) ?? null)) continue;
      insertions.set(lane.reader, insertion);
      if (insertion !== null) told.onCard({ lane, reader: lane.reader, insertion, moment });
    }
    if (changed) told.onReaders();
  }

  for await (const snapshot of service.watch(signal)) accept(snapshot);
}
