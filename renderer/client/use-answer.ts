import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import { failureOf } from './failure.ts';

export interface Answer<T> {
  /** `null` until it has arrived. */
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly ask: () => void;
}

/** Asks the program once, and again when `ask` is called or a dependency of `question` changes. The last answer stays until the next arrives. */
export function useAnswer<T>(question: () => Promise<T>, dependencies: readonly unknown[]): Answer<T> {
  const [state, setState] = useState<{ value: T | null; failure: Failure | null }>({ value: null, failure: null });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what the question depends on
  useEffect(() => {
    let current = true;
    question().then(
      (value) => current && setState({ value, failure: null }),
      (error: unknown) => current && setState({ value: null, failure: failureOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [round, ...dependencies]);
  return { ...state, ask: useCallback(() => setRound((n) => n + 1), []) };
}
