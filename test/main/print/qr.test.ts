import fc from 'fast-check';
import { decodeQR } from 'qr/decode.js';
import { expect, it } from 'vitest';
import type { EmbeddedFont } from '../../../pki/pades/stamp/embed-font.ts';
import { qrCode } from '../../../main/print/qr.ts';

const DOTS = 6;

/** The areas of a mark, as dots from the top: dark where an area lies. */
function dots(marks: string, side: number) {
  const size = side * DOTS;
  const data = new Uint8Array(size * size * 3).fill(255);
  const areas = [...marks.matchAll(/([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re/g)].map(
    (found) => found.slice(1).map(Number) as [number, number, number, number],
  );
  for (const [x, y, width, height] of areas)
    for (let row = Math.round((side - y - height) * DOTS); row < Math.round((side - y) * DOTS); row += 1)
      for (let column = Math.round(x * DOTS); column < Math.round((x + width) * DOTS); column += 1)
        data.fill(0, (row * size + column) * 3, (row * size + column) * 3 + 3);
  return { width: size, height: size, data };
}

it('a code is read back from what is drawn, and keeps white around it', () => {
  const text = fc.oneof(fc.stringMatching(/^HD1\.[\dA-HJKMNP-TV-Z]{16}$/), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }));
  fc.assert(
    fc.property(text, (code) => {
      const image = dots(qrCode(code, 0, 0, 60)(null as unknown as EmbeddedFont), 60);
      expect(decodeQR(image, { timeLimit: 5000 })).toBe(code);
      expect(image.data.subarray(0, image.width * 3 * DOTS).every((value) => value === 255)).toBe(true);
    }),
    { numRuns: 40 },
  );
});
