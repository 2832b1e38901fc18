import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { LoginProgress } from '../../main/api/schema/programs.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';

const ENDED: readonly LoginProgress['state'][] = ['done', 'failed', 'cancelled'];

/** One login at a time; leaving the screen cancels it. Its stream is never opened again after a break. */
export function useLogin(request: string) {
  const { desk } = useDesk();
  const [progress, setProgress] = useState<LoginProgress | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const start = async (reader: string, certificate: string) => {
    if (stop.current) return;
    const controller = new AbortController();
    stop.current = controller;
    setFailure(null);
    setProgress({ state: 'preparing', pinPage: null, triesLeft: null, failure: null });
    try {
      for await (const report of await desk.programs.logIn({ id: request, reader, certificate }, { signal: controller.signal })) setProgress(report);
    } catch (error) {
      setFailure(failureOf(error));
    }
    stop.current = null;
    setProgress((last) => (last && !ENDED.includes(last.state) ? { ...last, state: 'cancelled', pinPage: null } : last));
  };
  const running = progress !== null && !ENDED.includes(progress.state);
  return { progress, running, failure: failure ?? progress?.failure ?? null, start, cancel: () => stop.current?.abort() };
}
