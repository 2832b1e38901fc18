const waiting = new Set<() => void>();

const ATTEMPTS = 3;
const BETWEEN_MS = 5;

/** The process joins its threads when it exits and would wait for ever for one that waits for a card. */
function cancelAll(): void {
  for (let attempt = 0; attempt < ATTEMPTS && waiting.size > 0; attempt++) {
    for (const cancel of waiting) cancel();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_MS);
  }
}

/** Has a blocking native call cancelled should the process exit before it returns; the result takes that back. */
export function cancelBeforeExit(cancel: () => void): () => void {
  if (waiting.size === 0) process.on('exit', cancelAll);
  const entry = () => cancel();
  waiting.add(entry);
  return () => {
    waiting.delete(entry);
    if (waiting.size === 0) process.off('exit', cancelAll);
  };
}
