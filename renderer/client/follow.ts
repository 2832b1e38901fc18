import { growingPauses, pause } from './pause.ts';

interface Follower<T> {
  /** Opens the stream; it begins with the present state. */
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<T>>;
  readonly onValue: (value: T) => void;
  /** The stream broke; it is opened again after a pause that grows while nothing answers. */
  readonly onLoss: (error: unknown) => void;
}

/** Follows a stream of states until the signal aborts, whatever happens to the connection. */
export async function follow<T>({ open, onValue, onLoss }: Follower<T>, signal: AbortSignal): Promise<void> {
  let pauses = growingPauses();
  while (!signal.aborted) {
    try {
      for await (const value of await open(signal)) {
        if (signal.aborted) return;
        pauses = growingPauses();
        onValue(value);
      }
    } catch (error) {
      if (!signal.aborted) onLoss(error);
    }
    await pause(pauses.next().value, signal);
  }
}
