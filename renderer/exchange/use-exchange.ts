import { useEffect, useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { ExchangeState } from '../../main/api/schema/exchange.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';
import { follow } from '../client/follow.ts';

export interface FollowedExchange {
  /** `null` until the program has answered. */
  readonly state: ExchangeState | null;
  readonly failure: Failure | null;
  /** Shows an answer before the stream tells it. */
  readonly show: (state: ExchangeState) => void;
}

/** Where the exchange stands, and each change of it while the screen is open. */
export function useExchange(): FollowedExchange {
  const { desk } = useDesk();
  const [state, setState] = useState<ExchangeState | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    follow(
      {
        open: (signal) => desk.exchange.watch(undefined, { signal }),
        onValue: (value) => {
          setState(value);
          setFailure(null);
        },
        onLoss: (error) => setFailure(failureOf(error)),
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [desk]);
  return { state, failure, show: setState };
}
