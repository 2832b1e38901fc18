import { useEffect, useRef } from 'react';

const SIGNS = ['pointerdown', 'keydown', 'wheel'] as const;
const LOOK_MS = 5_000;

/** Calls `onIdle` once when nobody has touched the page for so many milliseconds, sleep of the computer counted. */
export function useIdle(milliseconds: number, onIdle: () => void): void {
  const then = useRef(onIdle);
  then.current = onIdle;
  useEffect(() => {
    let last = Date.now();
    const touched = () => {
      last = Date.now();
    };
    for (const sign of SIGNS) window.addEventListener(sign, touched, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (Date.now() - last < milliseconds) return;
      clearInterval(timer);
      then.current();
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, touched, { capture: true });
    };
  }, [milliseconds]);
}
