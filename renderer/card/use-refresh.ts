import { useState } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import type { Failure } from '../../main/api/schema/common.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';

/** Reads the card again on request; what it shows arrives by the watch. */
export function useRefresh(reader: ReaderView | null) {
  const { desk } = useDesk();
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async () => {
    if (!reader) return;
    setRunning(true);
    setFailure(null);
    await desk.cards.refresh({ reader: reader.name }).catch((error: unknown) => setFailure(failureOf(error)));
    setRunning(false);
  };
  return { running, failure, run };
}
