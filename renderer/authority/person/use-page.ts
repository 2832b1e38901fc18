import { useEffect, useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { HolderPage } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';

export interface KnownPage {
  readonly page: HolderPage | null;
  readonly failure: Failure | null;
  /** What a change answered with. */
  readonly show: (page: HolderPage) => void;
  readonly ask: () => void;
}

/** Everything about somebody. Asking is looking, and is recorded; so it is asked once, and what changes answer with is shown. */
export function usePage(holder: number, occasion: unknown): KnownPage {
  const { desk } = useDesk();
  const [known, setKnown] = useState<Pick<KnownPage, 'page' | 'failure'>>({ page: null, failure: null });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another occasion or round asks the same again
  useEffect(() => {
    let current = true;
    desk.credentials.page({ holder }).then(
      (page) => current && setKnown({ page, failure: null }),
      (error: unknown) => current && setKnown((before) => ({ ...before, failure: failureOf(error) })),
    );
    return () => {
      current = false;
    };
  }, [desk, holder, round, occasion]);
  return { ...known, show: (page) => setKnown({ page, failure: null }), ask: () => setRound((before) => before + 1) };
}
