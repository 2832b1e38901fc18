import { useEffect, useState } from 'react';
import type { HeldPerson } from '../../main/api/schema/membership.ts';
import { useDesk } from '../client/desk-context.tsx';

/** As many as the program tells at once; that there are more is said. */
export const MOST = 100;

export interface Candidates {
  /** The text that `persons` belong to. */
  readonly text: string;
  readonly persons: readonly HeldPerson[];
}

const NOBODY: Candidates = { text: '', persons: [] };

/** People of the lists who fit what is being typed, those who have booked the seminar first; an answer that comes too late is left out. A question that fails finds nobody. */
export function useCandidates(text: string, seminar?: string): Candidates {
  const { desk } = useDesk();
  const [found, setFound] = useState(NOBODY);
  useEffect(() => {
    if (text === '') return setFound(NOBODY);
    let current = true;
    const take = (persons: readonly HeldPerson[]) => current && setFound({ text, persons });
    desk.membership.search({ text, limit: MOST, ...(seminar === undefined ? {} : { seminar }) }).then(take, () => take([]));
    return () => {
      current = false;
    };
  }, [desk, text, seminar]);
  return found;
}
