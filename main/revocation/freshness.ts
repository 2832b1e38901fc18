import type { Kept } from './kept.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** When what is kept is asked for anew. */
export interface Freshness {
  /** Age of a list, and time since it was fetched, beyond which there may be a newer one. */
  readonly refreshMs: number;
  /** Time between two looks for a newer list while the one at hand holds. */
  readonly lookMs: number;
  /** Time after a failure in which nothing is tried again, so that a desk without network does not wait each time. */
  readonly retryMs: number;
}

/** The healthcare PKI publishes lists about daily. */
export const DAILY: Freshness = { refreshMs: 24 * HOUR_MS, lookMs: HOUR_MS, retryMs: 5 * MINUTE_MS };

/** Where lists must have been issued after a signature, each new one counts. */
export const EAGER: Freshness = { ...DAILY, refreshMs: HOUR_MS };

/** Whether it holds, so that it may serve while a newer one is looked for. */
export const holds = ({ thisUpdate, nextUpdate }: Kept, now: Date): boolean => thisUpdate <= now && nextUpdate !== null && now <= nextUpdate;

/** Whether a newer one should be asked for. A clock that was set back makes everything due. */
export function isDue(kept: Kept, now: Date, { refreshMs, lookMs, retryMs }: Freshness): boolean {
  const sinceFetch = now.getTime() - kept.fetchedAt.getTime();
  if (sinceFetch < 0) return true;
  if (!holds(kept, now)) return sinceFetch >= retryMs;
  if (kept.kind === 'ocsp') return false;
  return sinceFetch >= refreshMs || (sinceFetch >= lookMs && now.getTime() - kept.thisUpdate.getTime() >= refreshMs);
}
