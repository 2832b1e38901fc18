import { ACCENT } from '../../training/output/papers/furniture.ts';
import { INK, QUIET, type TextStyle } from '../../print/ink.ts';

/** How the text of a letter looks, and the column it stands in. Sizes and widths in points. */
export interface Look {
  /** Left edge of the column on the sheet. */
  readonly x: number;
  readonly width: number;
  readonly title: TextStyle;
  readonly body: TextStyle;
  readonly note: TextStyle;
  readonly term: TextStyle;
  readonly heading: TextStyle;
  readonly large: TextStyle;
  readonly termWidth: number;
  /** Least height of a row with a term. */
  readonly row: number;
  /** Space between blocks. */
  readonly gap: number;
}

/** A look in proportion to the size of its text. */
export const look = (x: number, width: number, size: number, termWidth: number): Look => ({
  x,
  width,
  title: { size: size * 1.7, colour: ACCENT, bold: true },
  body: { size, colour: INK },
  note: { size: size * 0.86, colour: QUIET },
  term: { size: size * 0.86, colour: QUIET },
  heading: { size, colour: INK, bold: true },
  large: { size: size * 1.5, colour: INK, bold: true },
  termWidth,
  row: size * 2.3,
  gap: size * 0.9,
});
