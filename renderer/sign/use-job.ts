import { useRef, useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { BatchOrder, SigningOrder, SigningProgress } from '../../main/api/schema/signing.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';

const ENDED: readonly SigningProgress['state'][] = ['done', 'failed', 'cancelled'];

const BEGINNING: SigningProgress = {
  ...{ job: '', batch: null, state: 'preparing', pinPage: null, triesLeft: null, atReader: false, browserPage: null, pinHeld: null, failure: null },
  ...{ items: [], counts: { total: 0, done: 0, failed: 0, signedBefore: 0 } },
};

/** A report over what was told before: each carries only the documents that changed. */
export function mergeReport(before: SigningProgress, report: SigningProgress): SigningProgress {
  const items = new Map(before.items.map((item) => [item.document, item]));
  for (const item of report.items) items.set(item.document, item);
  return { ...report, items: [...items.values()] };
}

/**
 * One signing job at a time. Its stream is never opened again after a break: that would be a second job.
 * What the last report said stays, with the reason of the break.
 */
export function useJob() {
  const { desk } = useDesk();
  const [progress, setProgress] = useState<SigningProgress | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [startedAt, setStartedAt] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const running = stop.current !== null;

  const follow = async (open: (signal: AbortSignal) => Promise<AsyncIterable<SigningProgress>>) => {
    if (stop.current) return;
    const controller = new AbortController();
    stop.current = controller;
    setFailure(null);
    setStartedAt(null);
    setProgress(BEGINNING);
    try {
      for await (const report of await open(controller.signal)) {
        if (report.state === 'signing') setStartedAt((known) => known ?? performance.now());
        setProgress((last) => mergeReport(last ?? BEGINNING, report));
      }
    } catch (error) {
      setFailure(failureOf(error));
    }
    stop.current = null;
    setProgress((last) =>
      last && !ENDED.includes(last.state) ? { ...last, state: 'failed', pinPage: null, browserPage: null, pinHeld: null } : last,
    );
  };
  const start = (order: SigningOrder) => follow((signal) => desk.signing.sign(order, { signal }));
  const resume = (order: BatchOrder) => follow((signal) => desk.signing.resume(order, { signal }));
  const cancel = () => {
    if (progress?.job) desk.signing.cancel({ job: progress.job }).catch(() => stop.current?.abort());
    else stop.current?.abort();
  };
  const clear = () => {
    if (stop.current) return;
    setProgress(null);
    setFailure(null);
    setStartedAt(null);
  };
  const stage =
    progress === null && !failure ? null : running && !(progress && ENDED.includes(progress.state)) ? ('working' as const) : ('result' as const);
  return { progress, failure, startedAt, stage, start, resume, cancel, clear };
}
