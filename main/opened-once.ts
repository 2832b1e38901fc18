/** A part of the program that is opened when it is first asked for. */
export interface OpenedOnce<T> extends AsyncDisposable {
  /** Opens it with the first call; after a failure the next call tries again. */
  (): Promise<T>;
  /** Whether it was asked for. */
  asked(): boolean;
}

/** @param open is called once, and again after a failure; what it gave is closed with `Symbol.asyncDispose` where it can be */
export function openedOnce<T extends object>(open: () => Promise<T>): OpenedOnce<T> {
  let part: Promise<T> | null = null;
  const ask = () =>
    (part ??= open().catch((error: unknown) => {
      part = null;
      throw error;
    }));
  return Object.assign(ask, {
    asked: () => part !== null,
    async [Symbol.asyncDispose]() {
      const opened = await part?.catch(() => null);
      if (opened && Symbol.asyncDispose in opened) await (opened as AsyncDisposable)[Symbol.asyncDispose]();
    },
  });
}
