import { useEffect, useState } from 'react';
import type { Desk } from '../../client/desk.ts';
import { follow } from '../../client/follow.ts';

/** A list that is read while people come in does not move more often than this. */
const EVERY_MS = 5000;

/** How many facts of a seminar there are while its reception is open at this desk; `null` while it is not. Told every five seconds at most. */
export function useFactCount(desk: Desk, seminar: string): number | null {
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let latest: number | null = null;
    follow(
      {
        open: (signal) => desk.attendance.watch(undefined, { signal }),
        onValue: ({ seminar: open, counts }) => {
          latest = open === seminar ? counts.facts : null;
        },
        onLoss: () => {},
      },
      stop.signal,
    );
    const timer = setInterval(() => setCount(latest), EVERY_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [desk, seminar]);
  return count;
}
