import type { StampFont } from './font.ts';
import { type ShapedGlyph, shape } from './shape.ts';

/** One line of a stamp, placed from the lower left corner, in points. */
export interface StampLine {
  readonly glyphs: readonly ShapedGlyph[];
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly emphasis: boolean;
}

export interface StampLayout {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly StampLine[];
}

export const TEST_MARK = '検証用';

const PADDING = 6;
const LEADING = 1.4;
/** Part of the font size that lies below the base line. */
const DESCENT = 0.25;
const NAME_SIZE = 12;
const TEXT_SIZE = 8;

/**
 * Sets the lines under each other, the first one larger. A stamp made with a test certificate says so above everything else.
 * @throws PkiError STAMP_GLYPH_MISSING
 */
export function layOut(texts: readonly string[], test: boolean, font: StampFont): StampLayout {
  const sized = [
    ...(test ? [{ text: TEST_MARK, size: NAME_SIZE, emphasis: true }] : []),
    ...texts.map((text, index) => ({ text, size: index === 0 ? NAME_SIZE : TEXT_SIZE, emphasis: false })),
  ];
  const shaped = sized.map((line) => ({ ...line, glyphs: shape(line.text, font) }));
  const width = shaped
    .map(({ glyphs, size }) => glyphs.reduce((sum, { advance }) => sum + (advance * size) / 1000, 0))
    .reduce((a, b) => Math.max(a, b), 0);
  const height = 2 * PADDING + shaped.reduce((sum, { size }) => sum + size * LEADING, 0);
  let top = height - PADDING;
  const lines = shaped.map(({ glyphs, size, emphasis }): StampLine => {
    top -= size * LEADING;
    return { glyphs, size, emphasis, x: PADDING, y: top + size * DESCENT };
  });
  return { width: width + 2 * PADDING, height, lines };
}
