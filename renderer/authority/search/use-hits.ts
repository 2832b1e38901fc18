import { useEffect, useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { HolderHit } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';

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
    let current = true;
    desk.credentials.search({ text, limit: MOST }).then(
      (hits) => current && setFound({ text, hits, failure: null }),
      (error: unknown) => current && setFound({ text, hits: [], failure: failureOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [desk, text]);
  return found;
}
