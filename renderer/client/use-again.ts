import { useEffect } from 'react';

/**
 * Asks again and again as long as a screen shows it, and at once when its window comes back to the foreground.
 * @param everyMs milliseconds between two times; `null` where there is nothing to ask about
 */
export function useAgain(ask: () => void, everyMs: number | null): void {
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(ask, everyMs);
    const back = () => document.visibilityState === 'visible' && ask();
    document.addEventListener('visibilitychange', back);
    window.addEventListener('focus', back);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', back);
      window.removeEventListener('focus', back);
    };
  }, [ask, everyMs]);
}
