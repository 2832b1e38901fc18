import { CardError } from '../errors.ts';

/** Settles like `work`, or rejects at once with the signal's reason; `work` itself goes on unseen. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    work.catch(() => {});
    return Promise.reject(signal.reason);
  }
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  return promise;
}

/** A signal that aborts after so many milliseconds unless it is disposed of before. */
export function deadline(milliseconds: number, reason: () => Error): { readonly signal: AbortSignal } & Disposable {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(reason()), milliseconds);
  return { signal: over.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}

/** The caller's signal with `OPERATION_ABORTED` as its reason. */
export function asOperationAborted(signal: AbortSignal | undefined): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort(new CardError('OPERATION_ABORTED', {}, { cause: signal?.reason }));
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  return controller.signal;
}
