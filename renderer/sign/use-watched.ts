import { useEffect, useState } from 'react';
import type { WatchedFolderView } from '../../main/api/schema/watched-folder.ts';
import { useDesk } from '../client/desk-context.tsx';
import { follow } from '../client/follow.ts';

/** What waits in the watched folder, as long as a screen shows it; `null` until the program has answered. */
export function useWatched(): WatchedFolderView | null {
  const { desk } = useDesk();
  const [view, setView] = useState<WatchedFolderView | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    // Whether the program answers is told elsewhere.
    void follow({ open: (signal) => desk.watchedFolder.watch(undefined, { signal }), onValue: setView, onLoss: () => {} }, stop.signal);
    return () => stop.abort();
  }, [desk]);
  return view;
}
