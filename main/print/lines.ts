import type { Strip } from './flow.ts';
import { type TextStyle, text, widthOf } from './ink.ts';
import type { Typesetter } from './typeset.ts';

/** Height of a line by the size of its letters. */
export const LEADING = 1.5;
/** Part of a line's height above the base line. */
const ASCENT = 1.12;

/** Where the lines of a paragraph stand in their column. */
export type Alignment = 'left' | 'center' | 'right';

const INDENT: Readonly<Record<Alignment, number>> = { left: 0, center: 0.5, right: 1 };

/** Lines of a paragraph in a column that begins at `x` on the sheet, in points. */
export function paragraph(type: Typesetter, words: string, style: TextStyle, x: number, width: number, align: Alignment = 'left'): Strip[] {
  return type.paragraph(words, style.size, width).map((line) => ({
    height: style.size * LEADING,
    draw: (top) => [text(line, x + (width - widthOf(line, style)) * INDENT[align], top - style.size * ASCENT, style)],
  }));
}

/** Columns side by side, line by line. */
export function beside(...columns: readonly (readonly Strip[])[]): Strip[] {
  return Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, index) => {
    const row = columns.map((strips) => strips[index]).filter((strip) => strip !== undefined);
    return { height: Math.max(...row.map(({ height }) => height)), draw: (top: number) => row.flatMap((strip) => strip.draw(top)) };
  });
}
