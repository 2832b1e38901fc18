const FIRST_MS = 250;
const LONGEST_MS = 4000;

/** Milliseconds to wait before each further try: a quarter of a second, doubled up to four. */
export function* growingPauses(): Generator<number, never> {
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, LONGEST_MS)) yield wait;
}

/** Waits so many milliseconds, or until the signal aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });
}
