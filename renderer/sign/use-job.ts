import { useRef, useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { SigningOrder, SigningProgress } from '../../main/api/schema/signing.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';

const ENDED: readonly SigningProgress['state'][] = ['done', 'failed', 'cancelled'];

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

  const start = async (order: SigningOrder) => {
    if (stop.current) return;
    const controller = new AbortController();
    stop.current = controller;
    setFailure(null);
    setProgress({ job: '', state: 'preparing', pinPage: null, triesLeft: null, atReader: false, items: [], failure: null });
    try {
      for await (const report of await desk.signing.sign(order, { signal: controller.signal })) {
        if (report.state === 'signing') setStartedAt((known) => known ?? performance.now());
        setProgress(report);
      }
    } catch (error) {
      setFailure(failureOf(error));
    }
    stop.current = null;
    setProgress((last) => (last && !ENDED.includes(last.state) ? { ...last, state: 'failed', pinPage: null } : last));
  };
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
  return { progress, failure, startedAt, stage, start, cancel, clear };
}
