import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_LIMIT, frameOf, GarbageError, readFrames } from '../../../../main/attendance/stations/frames.ts';

async function* stream(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function valuesOf(...chunks: readonly Uint8Array[]): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of readFrames(stream(...chunks))) values.push(value);
  return values;
}

/** Content with a header of its own length, or of another one. */
function raw(content: string | Uint8Array, length = Buffer.byteLength(content)): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(length);
  return Buffer.concat([header, Buffer.from(content as string)]);
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('frames', () => {
  it('come out as they went in, however the stream is cut', async () => {
    const values = fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(values, fc.array(fc.nat(400), { maxLength: 12 }), async (sent, cuts) => {
        const bytes = Buffer.concat(sent.map(frameOf));
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect(await valuesOf(...chunks)).toEqual(JSON.parse(JSON.stringify(sent)));
      }),
    );
  });

  it('leave out one that does not end', async () => {
    expect(await valuesOf(frameOf(1), frameOf('second').subarray(0, -1))).toEqual([1]);
  });

  it.each([
    ['as large as allowed', raw(JSON.stringify('x'.repeat(FRAME_LIMIT - 2)))],
    ['as deep as allowed', raw(nested(16))],
    ['with brackets in a text', raw(JSON.stringify(`${'[{'.repeat(50)}"\\`))],
  ])('are taken: %s', async (_what, bytes) => {
    expect(await valuesOf(bytes)).toHaveLength(1);
  });

  it.each([
    ['larger than allowed, told by its first four bytes', raw('', FRAME_LIMIT + 1)],
    ['as large as can be told', raw('', 0xffff_ffff)],
    ['empty', raw('')],
    ['no JSON', raw('{"a":1')],
    ['JSON and more', raw('1 2')],
    ['no UTF-8', raw(Uint8Array.of(0x22, 0xff, 0x22))],
    ['deeper than allowed', raw(nested(17))],
    ['half a million arrays deep', raw(nested(500_000))],
    ['deep behind a text that looks closed', raw(`["\\"]]]]",${nested(16)}]`)],
    ['text of another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('are garbage: %s', async (_what, bytes) => {
    await expect(valuesOf(frameOf('fine'), bytes)).rejects.toThrow(GarbageError);
  });

  it('are not written larger than they would be read', () => {
    expect(() => frameOf('あ'.repeat(FRAME_LIMIT / 3))).toThrow(RangeError);
  });
});
