import { type FSWatcher, watch } from 'node:fs';

/** Answers come as several events each. */
const SETTLE_MS = 100;

export interface LookOut extends Disposable {
  /** From now on so; `null` looks no more. */
  keep(folder: string | null, everySeconds: number): void;
}

/**
 * Has somebody look whenever something changes in a folder, and anyway after so many seconds: shares over the network tell of no change, and a
 * watch that has died tells nothing either, so that each interval begins one anew.
 */
export function lookOut(look: () => Promise<void>): LookOut {
  let place: { readonly folder: string; readonly everySeconds: number } | null = null;
  let watcher: FSWatcher | null = null;
  let soon: NodeJS.Timeout | null = null;
  let next: NodeJS.Timeout | null = null;

  function stop(): void {
    watcher?.close();
    watcher = null;
    if (soon) clearTimeout(soon);
    if (next) clearTimeout(next);
    soon = next = null;
  }

  function now(): void {
    stop();
    const { folder, everySeconds } = place!;
    const kept = place;
    // Where nothing can be watched, the interval is what there is; that the folder is away is told by the look.
    try {
      watcher = watch(folder, { persistent: false }, () => {
        soon ??= setTimeout(now, SETTLE_MS).unref();
      });
      watcher.on('error', () => watcher?.close());
    } catch {
      watcher = null;
    }
    void look().finally(() => {
      if (place === kept && !next) next = setTimeout(now, everySeconds * 1000).unref();
    });
  }

  return {
    keep(folder, everySeconds) {
      stop();
      place = folder === null ? null : { folder, everySeconds };
      if (place) now();
    },
    [Symbol.dispose]() {
      place = null;
      stop();
    },
  };
}
