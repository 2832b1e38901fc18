import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 as people compare it: upper-case hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').toUpperCase();
}

/** The same of a file or its first bytes (one at least), in memory that does not grow with it. */
export async function sha256OfFile(path: string, length = Number.POSITIVE_INFINITY): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { end: length - 1 })) hash.update(chunk as Buffer);
  return hash.digest('hex').toUpperCase();
}
