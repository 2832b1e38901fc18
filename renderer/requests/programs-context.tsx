import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { ProgramsView } from '../../main/api/schema/programs.ts';
import { useDesk } from '../client/desk-context.tsx';
import { follow } from '../client/follow.ts';

const ProgramsContext = createContext<ProgramsView | null>(null);

/** Follows what other programs ask, for the frame and for the settings. */
export function ProgramsProvider({ children }: { readonly children: ReactNode }) {
  const { desk } = useDesk();
  const [view, setView] = useState<ProgramsView | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    // Whether the program answers is told elsewhere.
    follow({ open: (signal) => desk.programs.watch(undefined, { signal }), onValue: setView, onLoss: () => {} }, stop.signal);
    return () => stop.abort();
  }, [desk]);
  return <ProgramsContext value={view}>{children}</ProgramsContext>;
}

/** `null` until the program has answered. */
export const usePrograms = (): ProgramsView | null => useContext(ProgramsContext);
