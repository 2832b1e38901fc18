import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { QualificationOrder, QualificationProgress } from '../../main/api/schema/qualification.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';

/** Said at once: a press is seen to be taken though the answer is slow. */
const BEGINNING: QualificationProgress = { state: 'reading', pinPage: null, triesLeft: null, result: null, failure: null };

export interface Checking {
  readonly progress: QualificationProgress | null;
  readonly failure: Failure | null;
  /** The stay of the card that is checked. */
  readonly insertion: string | null;
  readonly start: (order: QualificationOrder, insertion: string | null) => void;
  readonly stop: () => void;
  /** Back to the beginning; a result that nobody keeps is dropped. */
  readonly clear: () => void;
}

/** One check at a time. Its stream is never opened again after a break: that would be a second check, with a second PIN. */
export function useCheck(): Checking {
  const { desk } = useDesk();
  const [progress, setProgress] = useState<QualificationProgress | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [insertion, setInsertion] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const result = useRef<string | null>(null);
  const drop = () => {
    if (result.current) desk.qualification.forget({ id: result.current }).catch(() => {});
    result.current = null;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: when the screen goes, what runs ends and what was found is dropped
  useEffect(
    () => () => {
      running.current?.abort();
      drop();
    },
    [desk],
  );

  const start = async (order: QualificationOrder, stay: string | null) => {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    setFailure(null);
    setInsertion(stay);
    setProgress(BEGINNING);
    try {
      for await (const report of await desk.qualification.check(order, { signal: controller.signal })) {
        result.current = report.result;
        setProgress(report);
      }
    } catch (error) {
      setProgress(null);
      if (!controller.signal.aborted) setFailure(failureOf(error));
    }
    if (controller.signal.aborted) setProgress(null);
    running.current = null;
  };
  return {
    progress,
    failure,
    insertion,
    start: (order, stay) => void start(order, stay),
    stop: () => running.current?.abort(),
    clear: () => {
      drop();
      setProgress(null);
      setFailure(null);
    },
  };
}
