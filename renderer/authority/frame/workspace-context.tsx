import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { QueueRow } from '../../../main/api/schema/credentials.ts';

/** Where somebody is in the stack: kept while a person is looked at, so that one goes on from there. */
export interface StackPlace {
  readonly queue: string | null;
  readonly association: string | null;
  readonly rows: readonly QueueRow[];
  /** The object whose row was left last. */
  readonly current: string | null;
}

export const FIRST_PLACE: StackPlace = { queue: null, association: null, rows: [], current: null };

interface Workspace {
  readonly place: StackPlace;
  readonly setPlace: (change: (before: StackPlace) => StackPlace) => void;
  /** Grows whenever something was changed from outside the part that shows it. */
  readonly round: number;
  readonly changed: () => void;
  /** The person on the screen, whose card the emergency stop offers first. */
  readonly person: number | null;
  readonly setPerson: (holder: number | null) => void;
  /** The card that is about to be stopped: its holder, `new` while somebody is looked for, `null` while nothing is stopped. */
  readonly stopping: number | 'new' | null;
  readonly setStopping: (stopping: number | 'new' | null) => void;
}

const WorkspaceContext = createContext<Workspace | null>(null);

/** What the parts of the workspace share. */
export function WorkspaceProvider({ children }: { readonly children: ReactNode }) {
  const [place, setPlace] = useState(FIRST_PLACE);
  const [round, setRound] = useState(0);
  const [person, setPerson] = useState<number | null>(null);
  const [stopping, setStopping] = useState<number | 'new' | null>(null);
  const value = useMemo(
    () => ({ place, setPlace, round, changed: () => setRound((before) => before + 1), person, setPerson, stopping, setStopping }),
    [place, round, person, stopping],
  );
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>;
}

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace needs a WorkspaceProvider');
  return workspace;
}
