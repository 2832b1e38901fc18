import { useEffect } from 'react';
import { useDesk } from '../../client/desk-context.tsx';

/** Working is told at most this often. */
const PAUSE_MS = 30_000;
const SIGNS = ['keydown', 'pointerdown'] as const;

/** Tells the program that somebody works, so that the desk does not lock under their hands. */
export function useTouch(working: boolean): void {
  const { desk } = useDesk();
  useEffect(() => {
    if (!working) return;
    let last = performance.now();
    const touch = () => {
      if (performance.now() - last < PAUSE_MS) return;
      last = performance.now();
      // Whether it worked comes with the session that is followed anyway.
      desk.credentials.staff.touch().catch(() => {});
    };
    for (const sign of SIGNS) window.addEventListener(sign, touch);
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, touch);
    };
  }, [desk, working]);
}
