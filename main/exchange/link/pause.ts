import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between tries: the first pause after a failure, and the longest; between them each is twice the one before. */
export interface Pauses {
  readonly firstMs: number;
  readonly mostMs: number;
}

export const PAUSES: Pauses = { firstMs: 1_000, mostMs: 300_000 };

/**
 * How long to wait after so many failures in a row, drawn between half and the whole: a thousand desks that lost a hub together do not come back together.
 * @param random from 0 up to 1
 */
export function pauseMs(failures: number, { firstMs, mostMs }: Pauses = PAUSES, random = Math.random()): number {
  const longest = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return longest * (0.5 + random / 2);
}

/** Waits, or until the signal. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => undefined);
