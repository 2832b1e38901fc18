/** Longer than any PIN of any card; what is longer is no PIN. */
const LIMIT = 64;

/** The body as bytes of its own; what the carrier held of it is wiped. `null` when empty or too long. */
export async function readPin(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const held = new Uint8Array(LIMIT);
  let length = 0;
  for await (const chunk of body) {
    if (length + chunk.length <= LIMIT) held.set(chunk, length);
    length += chunk.length;
    chunk.fill(0);
  }
  const pin = length > 0 && length <= LIMIT ? held.slice(0, length) : null;
  held.fill(0);
  return pin;
}

/** What the person confirmed, by the header that the page sends. */
export function confirmedTries(header: string | null): number | 'unknown' | undefined {
  if (header === 'unknown') return header;
  return header !== null && /^\d{1,2}$/.test(header) ? Number(header) : undefined;
}
