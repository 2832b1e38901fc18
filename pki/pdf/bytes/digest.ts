import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { DigestName } from '../../digest/algorithms.ts';
import type { ByteSource } from './source.ts';

/** Bytes from `start` to before `end`. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/** Digest of the spans one after the other, in constant memory; other work of the program goes on between the pieces. */
export async function digestSpans(
  source: ByteSource,
  algorithm: DigestName,
  spans: readonly ByteSpan[],
  ...more: readonly Uint8Array[]
): Promise<Uint8Array> {
  const hash = createHash(algorithm);
  for (const { start, end } of spans) {
    for (const piece of source.chunks(start, end)) {
      hash.update(piece);
      await setImmediate();
    }
  }
  for (const bytes of more) hash.update(bytes);
  return new Uint8Array(hash.digest());
}
