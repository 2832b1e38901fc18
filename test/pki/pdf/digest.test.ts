import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestSpans, digestSplits, type SplitSpan } from '../../../pki/pdf/bytes/digest.ts';
import { type ByteSource, MemorySource } from '../../../pki/pdf/bytes/source.ts';

/** Gap and end of a part, by where they lie among all the bytes. */
const split = fc.tuple(fc.nat(), fc.nat(), fc.nat()).map((cuts) => (size: number): SplitSpan => {
  const [gap, after, end] = cuts.map((cut) => cut % (size + 1)).toSorted((a, b) => a - b) as [number, number, number];
  return [
    { start: 0, end: gap },
    { start: after, end },
  ];
});

it('parts that begin together have the digests that each has by itself', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.array(split, { maxLength: 6 }), async (bytes, made) => {
      const source = new MemorySource(bytes);
      const splits = made.map((make) => make(bytes.length));
      const together = await digestSplits(source, 'sha256', splits);
      for (const each of splits) expect(together.get(each)).toEqual(await digestSpans(source, 'sha256', each));
    }),
    { numRuns: 200 },
  );
});

it('revisions one upon the other are read once', async () => {
  const bytes = new Uint8Array(100_000);
  const whole = new MemorySource(bytes);
  let read = 0;
  const source: ByteSource = {
    size: whole.size,
    read: (offset, length) => whole.read(offset, length),
    *chunks(start, end) {
      read += end - start;
      yield* whole.chunks(start, end);
    },
  };
  const revisions = Array.from({ length: 100 }, (_, index): SplitSpan => {
    const end = (index + 1) * 1000;
    return [
      { start: 0, end: end - 300 },
      { start: end - 200, end },
    ];
  });
  await digestSplits(source, 'sha256', revisions);
  expect(read).toBeLessThan(1.3 * bytes.length);
});
