export interface Pace {
  readonly secondsEach: number;
  readonly secondsLeft: number;
}

/** Rate and time left from what is done; `null` until one is done, or when the whole takes less than a second. */
export function pace(done: number, total: number, elapsedMilliseconds: number): Pace | null {
  if (done === 0 || done >= total) return null;
  const secondsEach = elapsedMilliseconds / 1000 / done;
  return secondsEach * total < 1 ? null : { secondsEach, secondsLeft: Math.ceil(secondsEach * (total - done)) };
}
