import { useEffect, useState } from 'react';
import type { LibraryRuns } from '../../main/api/schema/library.ts';
import { useDesk } from '../client/desk-context.tsx';
import { follow } from '../client/follow.ts';

/** The work over all documents as it is now; `null` until it is known. */
export function useRuns(): LibraryRuns | null {
  const { desk } = useDesk();
  const [runs, setRuns] = useState<LibraryRuns | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    follow({ open: (signal) => desk.library.watch(undefined, { signal }), onValue: setRuns, onLoss: () => {} }, stop.signal);
    return () => stop.abort();
  }, [desk]);
  return runs;
}
