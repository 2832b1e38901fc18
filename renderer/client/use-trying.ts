import { useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import { failureOf } from './failure.ts';

export interface Trying {
  readonly working: boolean;
  readonly failure: Failure | null;
  /** Does one thing at a time; its failure stays until the next. */
  readonly attempt: (work: () => Promise<unknown>) => Promise<void>;
}

/** Something a person started, that takes time and can fail. */
export function useTrying(): Trying {
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    setWorking(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(failureOf(error));
    }
    setWorking(false);
  };
  return { working, failure, attempt };
}
