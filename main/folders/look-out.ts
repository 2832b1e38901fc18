export interface LookOut extends Disposable {
  /** From now on at once and then after each so many seconds; `null` looks no more. */
  keep(everySeconds: number | null): void;
}

/**
 * Has somebody look at a folder at an interval. Nothing watches: what the system offers for that asks for the path on the one thread that everything
 * runs on, which a share whose server is gone holds for minutes or for good, and shares over the network tell of no change anyway.
 */
export function lookOut(look: () => Promise<void>): LookOut {
  let kept: symbol | null = null;
  let next: NodeJS.Timeout | undefined;

  function stop(): void {
    clearTimeout(next);
    kept = null;
  }

  return {
    keep(everySeconds) {
      stop();
      if (everySeconds === null) return;
      const own = Symbol();
      kept = own;
      const now = () =>
        void look().finally(() => {
          if (kept === own) next = setTimeout(now, everySeconds * 1000).unref();
        });
      now();
    },
    [Symbol.dispose]: stop,
  };
}
