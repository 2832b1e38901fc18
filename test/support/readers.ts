import type { ReaderService, ReaderSnapshot } from '../../card/reader.ts';

/** The first state of the service that fits, from now on. */
export async function until(service: ReaderService, fits: (snapshot: ReaderSnapshot) => boolean): Promise<ReaderSnapshot> {
  const found = new AbortController();
  try {
    for await (const snapshot of service.watch(found.signal)) if (fits(snapshot)) return snapshot;
    throw new Error('the service ended');
  } finally {
    found.abort();
  }
}

/** Resolves with the reason when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    else signal.addEventListener('abort', () => resolve(signal.reason), { once: true });
  });
