import { type Pauses, PAUSES, pause, pauseMs } from './pause.ts';

/**
 * Does something again and again until the signal, with growing pauses while it fails.
 * @param work gives the milliseconds until it is done again; 0: at once
 */
export async function repeat(work: () => Promise<number>, signal: AbortSignal, pauses: Pauses = PAUSES): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let next: number;
    try {
      next = await work();
      failures = 0;
    } catch {
      failures += 1;
      next = pauseMs(failures, pauses);
    }
    if (next > 0) await pause(next, signal);
  }
}
