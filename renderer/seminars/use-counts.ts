import { useEffect, useState } from 'react';
import type { Seminar } from '../../main/api/schema/training.ts';
import type { Desk } from '../client/desk.ts';

interface Counts {
  readonly booked: number;
  readonly present: number;
}

/** Persons booked and present of the seminars in sight, asked one after the other; one that cannot be told is left out. */
export function useCounts(desk: Desk, seminars: readonly Seminar[]): ReadonlyMap<string, Counts> {
  const [counts, setCounts] = useState<ReadonlyMap<string, Counts>>(new Map());
  const wanted = seminars.map(({ id, revision }) => `${id} ${revision}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the seminars are named by their ids and revisions
  useEffect(() => {
    let current = true;
    const ask = async () => {
      for (const { id } of seminars) {
        const known = current && (await desk.training.statistics({ seminar: id }).catch(() => null));
        if (current && known) setCounts((before) => new Map(before).set(id, { booked: known.booked, present: known.present }));
      }
    };
    ask();
    return () => {
      current = false;
    };
  }, [desk, wanted]);
  return counts;
}
