import { useCallback, useEffect, useState } from 'react';
import { type Answered, asking } from './until-answered.ts';

/** `null` and `null` until it has arrived. */
export interface Answer<T> extends Answered<T> {
  readonly ask: () => void;
}

/** Asks the program once, and again when `ask` is called or a dependency of `question` changes. The last answer stays until the next arrives. */
export function useAnswer<T>(question: () => Promise<T>, dependencies: readonly unknown[]): Answer<T> {
  const [state, setState] = useState<Answered<T>>({ value: null, failure: null });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what the question depends on
  useEffect(() => asking(question, setState), [round, ...dependencies]);
  return { ...state, ask: useCallback(() => setRound((n) => n + 1), []) };
}
