import { setImmediate, setTimeout } from 'node:timers/promises';
import { wipeable, wipeableCopy } from '../../../card/bytes.ts';
import { wipe } from '../../../card/pin/wipe.ts';

/** More than the longest PIN of any card takes in full-width digits; of a longer line so much is kept that it still is too long. */
const LONGEST = 1024;

/** For so many milliseconds nothing comes from a terminal whose buffer is empty and on which nobody types. */
const QUIET_MS = 150;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Keys of a terminal in raw mode that do not stand for themselves. */
const KEYS: ReadonlyMap<number, 'end' | 'cancel' | 'erase' | 'erase-all'> = new Map([
  [CARRIAGE_RETURN, 'end'],
  [LINE_FEED, 'end'],
  [0x03, 'cancel'],
  [0x04, 'cancel'],
  [0x08, 'erase'],
  [0x7f, 'erase'],
  [0x15, 'erase-all'],
]);

/** The bytes of an input one by one, each wiped where it lay before it is handed on; the rest is wiped when nobody asks any more. */
export async function* secretBytes(input: AsyncIterable<Uint8Array>): AsyncGenerator<number, void> {
  for await (const chunk of input) {
    try {
      for (const [index, byte] of chunk.entries()) {
        chunk[index] = 0;
        yield byte;
      }
    } finally {
      wipe(chunk);
    }
  }
}

/** After what waited meanwhile was handed over, however long the program was busy. */
const quiet = async (): Promise<null> => setImmediate(await setTimeout(QUIET_MS, null, { ref: false }));

/**
 * Lets go of what was typed or pasted on a terminal before it asks, which is no answer: until nothing more comes.
 * @returns what is typed from now on; `null` when it was cancelled (Ctrl-C, Ctrl-D) meanwhile
 */
export async function typedFromNow(bytes: AsyncIterator<number>): Promise<AsyncIterator<number> | null> {
  for (;;) {
    const coming = bytes.next();
    const came = await Promise.race([coming, quiet()]);
    if (came && !came.done) {
      if (KEYS.get(came.value) === 'cancel') return null;
      continue;
    }
    let first: typeof coming | null = coming;
    return {
      next() {
        const next = first ?? bytes.next();
        first = null;
        return next;
      },
    };
  }
}

/**
 * What is typed on a terminal in raw mode up to the Enter key.
 * @returns `null` when it was cancelled (Ctrl-C, Ctrl-D) or the input ended. The caller wipes it.
 */
export async function readTyped(bytes: AsyncIterator<number>): Promise<Uint8Array | null> {
  const line = wipeable(LONGEST);
  let length = 0;
  try {
    for (let next = await bytes.next(); !next.done; next = await bytes.next()) {
      const key = KEYS.get(next.value);
      if (key === 'end') return wipeableCopy(line.subarray(0, length));
      if (key === 'cancel') return null;
      if (key === 'erase') length = beforeLastCharacter(line, length);
      else if (key === 'erase-all') length = 0;
      else if (length < LONGEST) line[length++] = next.value;
    }
    return null;
  } finally {
    wipe(line);
  }
}

/**
 * The next line of a pipe or file, without its line end (LF or CR LF) and without a byte-order mark.
 * @returns `null` at the end of input. The caller wipes it.
 */
export async function readPiped(bytes: AsyncIterator<number>): Promise<Uint8Array | null> {
  const line = wipeable(LONGEST);
  let length = 0;
  try {
    let next = await bytes.next();
    if (next.done) return null;
    for (; !next.done && next.value !== LINE_FEED; next = await bytes.next()) if (length < LONGEST) line[length++] = next.value;
    const start = BYTE_ORDER_MARK.every((byte, index) => line[index] === byte) ? BYTE_ORDER_MARK.length : 0;
    const end = length > start && line[length - 1] === CARRIAGE_RETURN ? length - 1 : length;
    return wipeableCopy(line.subarray(start, end));
  } finally {
    wipe(line);
  }
}

/** Length without the last UTF-8 sequence. */
function beforeLastCharacter(line: Uint8Array, length: number): number {
  let start = Math.max(0, length - 1);
  while (start > 0 && ((line[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
