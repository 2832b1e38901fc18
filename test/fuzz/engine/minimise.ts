const MAX_TRIES = 400;
const MAX_MILLISECONDS = 4000;

/** Takes ever smaller pieces out of an input as long as the fault stays; bounded in tries and time. */
export async function minimise(input: Buffer, fails: (smaller: Buffer) => Promise<boolean>): Promise<Buffer> {
  const end = performance.now() + MAX_MILLISECONDS;
  let smallest = input;
  let tries = 0;
  for (let piece = input.length >> 1; piece > 0; piece >>= 1) {
    for (let at = 0; at < smallest.length; ) {
      if (tries++ === MAX_TRIES || performance.now() > end) return smallest;
      const smaller = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + piece)]);
      if (await fails(smaller)) smallest = smaller;
      else at += piece;
    }
  }
  return smallest;
}
