import { createHash, type Hash } from 'node:crypto';
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
  for (const span of spans) await update(hash, source, span);
  for (const bytes of more) hash.update(bytes);
  return new Uint8Array(hash.digest());
}

/** The start of a source up to a gap, and what follows the gap. */
export type SplitSpan = readonly [before: ByteSpan & { readonly start: 0 }, after: ByteSpan];

/**
 * Digests of many parts that all begin at the start of the source, as `digestSpans` makes each of them: what is in front of the gaps is read once.
 */
export async function digestSplits(
  source: ByteSource,
  algorithm: DigestName,
  splits: readonly SplitSpan[],
): Promise<ReadonlyMap<SplitSpan, Uint8Array>> {
  const running = createHash(algorithm);
  const digests = new Map<SplitSpan, Uint8Array>();
  let at = 0;
  for (const split of splits.toSorted(([a], [b]) => a.end - b.end)) {
    const [before, after] = split;
    await update(running, source, { start: at, end: before.end });
    at = before.end;
    const own = running.copy();
    await update(own, source, after);
    digests.set(split, new Uint8Array(own.digest()));
  }
  return digests;
}

async function update(hash: Hash, source: ByteSource, { start, end }: ByteSpan): Promise<void> {
  for (const piece of source.chunks(start, end)) {
    hash.update(piece);
    await setImmediate();
  }
}
