import { wipeable, wipeableCopy } from '../../../../card/bytes.ts';
import { wipe } from '../../../../card/pin/wipe.ts';

/** Longer than any PIN of any card; what is longer is no PIN. */
const LIMIT = 1024;

/** The body as bytes of its own; what the carrier held of it is wiped, also when it breaks off. `null` when empty or too long. */
export async function readPin(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const held = wipeable(LIMIT);
  let length = 0;
  try {
    for await (const chunk of body) {
      if (length + chunk.length <= LIMIT) held.set(chunk, length);
      length += chunk.length;
      wipe(chunk);
    }
    return length > 0 && length <= LIMIT ? wipeableCopy(held.subarray(0, length)) : null;
  } finally {
    wipe(held);
  }
}

/** What the person confirmed, by the header that the page sends. */
export function confirmedTries(header: string | null): number | 'unknown' | undefined {
  if (header === 'unknown') return header;
  return header !== null && /^\d{1,2}$/.test(header) ? Number(header) : undefined;
}
