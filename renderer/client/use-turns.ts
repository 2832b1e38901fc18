import { useCallback, useRef } from 'react';

/** Tells whether an answer is still wanted. */
export type StillWanted = () => boolean;

export interface Turns {
  /** Another question takes the place of all before it. */
  readonly next: () => StillWanted;
  /** For what is asked beside the present question, for example its further rows. */
  readonly beside: () => StillWanted;
}

/** Of several questions for one place on the screen the last one counts, whichever is answered last. */
export function useTurns(): Turns {
  const turn = useRef(0);
  const beside = useCallback(() => {
    const own = turn.current;
    return () => own === turn.current;
  }, []);
  const next = useCallback(() => {
    turn.current += 1;
    return beside();
  }, [beside]);
  return { next, beside };
}
