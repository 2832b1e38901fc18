import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../main/api/schema/common.ts';
import type { RemoteVisit } from '../../../../main/api/schema/remote.ts';
import { useDesk } from '../../../client/desk-context.tsx';
import { failureOf } from '../../../client/failure.ts';

/** Signing in to a service; given up when the screen is left. */
export function useConnecting(id: string, onConnected: (keys: number) => void) {
  const { desk } = useDesk();
  const [visit, setVisit] = useState<RemoteVisit | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stop = useRef<AbortController | null>(null);
  const giveUp = () => stop.current?.abort();
  useEffect(() => () => stop.current?.abort(), []);

  const start = async () => {
    const controller = new AbortController();
    const { signal } = controller;
    stop.current = controller;
    setFailure(null);
    setVisit({ state: 'asking' });
    try {
      for await (const next of await desk.remote.connect({ id }, { signal })) {
        if (next.state === 'failed') setFailure(next.failure);
        else if (next.state === 'connected') onConnected(next.keys);
        else setVisit(next);
      }
    } catch (error) {
      if (!signal.aborted) setFailure(failureOf(error));
    }
    setVisit(null);
  };
  return { visit, failure, start, giveUp };
}
