import { useCallback, useEffect, useState } from 'react';
import type { ExchangeState } from '../../main/api/schema/exchange.ts';
import { useDesk } from '../client/desk-context.tsx';
import { needsLook } from './standing.ts';

const STEP_MS = 20_000;

export interface Glance {
  /** Whether the exchange waits for a person. */
  readonly looks: boolean;
  /** Tells what a screen has learned meanwhile. */
  readonly see: (state: ExchangeState) => void;
}

/**
 * The exchange for the rail. It is asked for again and again rather than followed: a browser keeps few connections to one address open, and the streams
 * of reception need them.
 * @param off where nobody sees it
 */
export function useGlance(off: boolean): Glance {
  const { desk } = useDesk();
  const [looks, setLooks] = useState(false);
  useEffect(() => {
    if (off) return;
    let current = true;
    const ask = () =>
      desk.exchange.glance().then(
        (state) => current && setLooks(state !== null && needsLook(state, Date.now())),
        // Whether the program answers is shown elsewhere.
        () => {},
      );
    ask();
    const timer = setInterval(ask, STEP_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [desk, off]);
  return { looks, see: useCallback((state) => setLooks(needsLook(state, Date.now())), []) };
}
