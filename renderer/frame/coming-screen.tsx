import { useEffect, useState } from 'react';
import { ErrorPanel } from '../design/error-panel.tsx';

/** Milliseconds after which nobody should look at an empty place without a word. */
const PATIENCE_MS = 3000;

/** Stands where a screen is still to come: empty at first, for most come at once. */
export function ComingScreen() {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    long && (
      <div className="frame-loss">
        <ErrorPanel failure={{ code: 'SCREEN_UNAVAILABLE', detail: {} }} />
      </div>
    )
  );
}
