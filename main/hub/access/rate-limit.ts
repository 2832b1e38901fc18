import { HttpError } from '../http/http-error.ts';

/** A bucket of tokens: so many at once, so many more each second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Buckets of those who were quiet for so long that they are full again are forgotten, once there are more than that. */
const MOST = 10_000;

/**
 * Limits how often each name may ask, in the memory of this process.
 * @param clock milliseconds, never backwards
 * @returns a function that takes one token of a name, or throws HttpError 429 `rate_limited` with `Retry-After` in seconds
 */
export function rateLimit({ burst, perSecond }: Rate, clock: () => number = () => performance.now()): (name: string) => void {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const filled = ({ tokens, at }: { tokens: number; at: number }, now: number) => Math.min(burst, tokens + ((now - at) / 1_000) * perSecond);
  return (name) => {
    const now = clock();
    if (buckets.size > MOST) for (const [other, bucket] of buckets) if (filled(bucket, now) >= burst) buckets.delete(other);
    const tokens = filled(buckets.get(name) ?? { tokens: burst, at: now }, now);
    if (tokens < 1) {
      const seconds = Math.max(1, Math.ceil((1 - tokens) / perSecond));
      throw new HttpError(429, 'rate_limited', 'too many requests', { 'retry-after': String(seconds) });
    }
    buckets.set(name, { tokens: tokens - 1, at: now });
  };
}
