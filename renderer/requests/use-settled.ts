import { useEffect, useState } from 'react';

/** Long enough to see that something else is there than a moment ago. */
const SETTLED_MS = 1000;

/** False for a moment after what is shown has changed, so that a press meant for what was there before does not reach what came in its place. */
export function useSettled(shown: string): boolean {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(shown), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return settled === shown;
}
