import { useEffect, useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { HolderHit } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { asking } from '../../client/until-answered.ts';

/** Hits at once; who finds more types on. */
export const MOST = 12;

export interface Hits {
  /** What was asked for. */
  readonly text: string;
  readonly hits: readonly HolderHit[];
  readonly failure: Failure | null;
}

const NOTHING: Hits = { text: '', hits: [], failure: null };

/** Whom a number or a reading finds, as one types; an answer that comes late is not shown. */
export function useHits(text: string): Hits {
  const { desk } = useDesk();
  const [found, setFound] = useState(NOTHING);
  useEffect(() => {
    if (text === '') return setFound(NOTHING);
    return asking(
      () => desk.credentials.search({ text, limit: MOST }),
      ({ value, failure }) => setFound({ text, hits: value ?? [], failure }),
    );
  }, [desk, text]);
  return found;
}
