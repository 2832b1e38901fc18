const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });

interface Follower<T> {
  /** Opens the stream; it begins with the present state. */
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<T>>;
  readonly onValue: (value: T) => void;
  /** The stream broke; it is opened again after a pause that doubles up to four seconds. */
  readonly onLoss: (error: unknown) => void;
}

/** Follows a stream of states until the signal aborts, whatever happens to the connection. */
export async function follow<T>({ open, onValue, onLoss }: Follower<T>, signal: AbortSignal): Promise<void> {
  let wait = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      for await (const value of await open(signal)) {
        if (signal.aborted) return;
        wait = FIRST_PAUSE_MS;
        onValue(value);
      }
    } catch (error) {
      if (!signal.aborted) onLoss(error);
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
  }
}
