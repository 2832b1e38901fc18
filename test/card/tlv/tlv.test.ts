import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../card/bytes.ts';
import { parseAll, parseHeader, parseTlv } from '../../../card/tlv/parse.ts';
import { extentOfObject, extentOfRecords, parseRecords } from '../../../card/tlv/records.ts';
import { writeTlv } from '../../../card/tlv/write.ts';

/** Tags of one to four bytes as X.690 allows them; 00 and FF would be fill. */
const tag = fc.oneof(
  fc.integer({ min: 1, max: 0xfe }).filter((byte) => (byte & 0x1f) !== 0x1f),
  fc
    .tuple(
      fc.constantFrom(0x1f, 0x3f, 0x5f, 0x7f, 0x9f, 0xbf, 0xdf),
      fc.array(fc.integer({ min: 0x80, max: 0xff }), { maxLength: 2 }),
      fc.integer({ min: 0, max: 0x7f }),
    )
    .map(([first, middle, last]) => [first, ...middle, last].reduce((number, byte) => number * 256 + byte, 0)),
);
const value = fc.uint8Array({ maxLength: 700 });

describe('one object', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(tag, value, value, (number, content, behind) => {
        const written = writeTlv(number, content);
        const object = parseTlv(Uint8Array.of(...written, ...behind));
        expect({ tag: object.tag, value: toHex(object.value), bytes: toHex(object.bytes) }).toEqual({
          tag: number,
          value: toHex(content),
          bytes: toHex(written),
        });
      }),
    );
  });

  it('cut anywhere is truncated, never something else', () => {
    fc.assert(
      fc.property(tag, value, fc.nat(), (number, content, position) => {
        const written = writeTlv(number, content);
        expect(() => parseTlv(written.subarray(0, position % written.length))).toThrow(
          expect.objectContaining({ name: 'TlvError', fault: 'truncated' }),
        );
      }),
    );
  });

  it.each([0, 1, 127, 128, 255, 256, 65535, 65536, 65537, 1 << 24])('of %i bytes', (size) => {
    const object = parseTlv(writeTlv(0x30, new Uint8Array(size)));
    expect({ length: object.value.length, constructed: object.constructed }).toEqual({ length: size, constructed: true });
  });

  it('never reads anything but a TlvError out of random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          for (const object of parseAll(bytes)) expect(object.bytes.length).toBeGreaterThan(1);
        } catch (error) {
          expect(error).toMatchObject({ name: 'TlvError' });
        }
      }),
    );
  });
});

describe('headers', () => {
  it.each([
    ['short length', '3005', { tag: 0x30, constructed: true, headerLength: 2, length: 5 }],
    ['length of one byte', '048180', { tag: 0x04, constructed: false, headerLength: 3, length: 128 }],
    ['length longer than needed', '04820005', { tag: 0x04, constructed: false, headerLength: 4, length: 5 }],
    ['64 KiB', '3083010000', { tag: 0x30, constructed: true, headerLength: 5, length: 65536 }],
    ['length of four bytes', '3084FFFFFFFF', { tag: 0x30, constructed: true, headerLength: 6, length: 0xffffffff }],
    ['tag of two bytes', '7F4900', { tag: 0x7f49, constructed: true, headerLength: 3, length: 0 }],
    ['tag of four bytes', '5F81820301', { tag: 0x5f818203, constructed: false, headerLength: 5, length: 1 }],
  ])('%s', (_, bytes, header) => {
    expect(parseHeader(fromHex(bytes))).toEqual(header);
  });

  it.each([
    ['nothing', '', 'truncated'],
    ['a tag alone', '30', 'truncated'],
    ['a cut tag', '7F', 'truncated'],
    ['a cut length', '3082', 'truncated'],
    ['indefinite length', '3080', 'indefinite-length'],
    ['a length of five bytes', '308500000000', 'length-too-long'],
    ['a tag of five bytes', '5F8182838400', 'tag-too-long'],
  ])('%s', (_, bytes, fault) => {
    expect(() => parseHeader(fromHex(bytes))).toThrow(expect.objectContaining({ fault }));
  });
});

describe('objects side by side in a file', () => {
  const fill = fc.array(fc.constantFrom(0x00, 0xff), { maxLength: 20 });

  it('are found over, between and before fill', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fill, fc.constantFrom(0x30, 0xa0, 0xa8, 0x7f49), value), { maxLength: 6 }), fill, (records, end) => {
        const objects = records.map(([, number, content]) => writeTlv(number, content));
        const file = Uint8Array.from([...records.flatMap(([before], index) => [...before, ...objects[index]!]), ...end]);
        expect(parseRecords(file).map(({ bytes }) => toHex(bytes))).toEqual(objects.map(toHex));
      }),
    );
  });

  it('end where their fill begins, judged by any beginning of the file', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 40 }), fc.nat(), (contents, fillSize, cut) => {
        const objects = Uint8Array.from(contents.flatMap((content) => [...writeTlv(0x30, content)]));
        const file = Uint8Array.of(...objects, ...new Uint8Array(fillSize).fill(0xff));
        const known = cut % (file.length + 1);
        const extent = extentOfRecords(file.subarray(0, known));
        if (known > objects.length) expect(extent).toBe(objects.length);
        else expect(extent).toBeGreaterThan(known);
        expect(extent).toBeLessThanOrEqual(objects.length + 1);
      }),
    );
  });

  it.each([
    ['one object', '3003AABBCC FFFF', 5],
    ['its header alone', '3003', 5],
    ['a header longer than what is known', '308203', 4],
    ['an empty file', 'FFFFFFFF', 0],
    ['an erased file', '0000', 0],
    ['nothing known', '', 1],
  ])('%s needs its bytes', (_, beginning, extent) => {
    expect(extentOfObject(fromHex(beginning))).toBe(extent);
  });
});
