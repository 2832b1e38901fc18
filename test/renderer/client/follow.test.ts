import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow } from '../../../renderer/client/follow.ts';

async function* yielding(values: readonly number[], end: Error | null = null) {
  yield* values;
  if (end) throw end;
}

describe('following a stream', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('opens it again after every break, and stops when told', async () => {
    const stop = new AbortController();
    const lost = new Error('gone');
    const streams = [() => yielding([1, 2], lost), () => Promise.reject(lost), () => yielding([3]), () => yielding([4])];
    const seen: unknown[] = [];
    const done = follow<number>(
      {
        open: async () => {
          const next = streams.shift();
          if (!next) throw lost;
          return next();
        },
        onValue: (value) => {
          seen.push(value);
          if (value === 4) stop.abort();
        },
        onLoss: (error) => seen.push(error),
      },
      stop.signal,
    );
    await vi.runAllTimersAsync();
    await done;
    expect(seen).toEqual([1, 2, lost, lost, 3, 4]);
  });

  it('waits longer while nothing answers, at most four seconds', async () => {
    const stop = new AbortController();
    const times: number[] = [];
    const begun = Date.now();
    const open = async () => {
      times.push(Date.now() - begun);
      if (times.length === 8) stop.abort();
      throw new Error('nobody');
    };
    const done = follow({ open, onValue: () => {}, onLoss: () => {} }, stop.signal);
    await vi.runAllTimersAsync();
    await done;
    expect(times).toEqual([0, 250, 750, 1750, 3750, 7750, 11750, 15750]);
  });
});
