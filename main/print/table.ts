import { drawn, heightOf, type Strip } from './flow.ts';
import { box, type Colour, HAIRLINE, INK, type Mark, QUIET, rule, stroke, type TextStyle } from './ink.ts';
import { type Alignment, paragraph } from './lines.ts';
import type { Typesetter } from './typeset.ts';

/** A column of a printed table; widths in points. */
export interface PrintedColumn {
  readonly heading: string;
  readonly width: number;
  readonly align?: Alignment;
}

/** Paragraphs of a cell, one under the other. */
export type PrintedCell = readonly { readonly text: string; readonly style: TextStyle }[];

export interface TableDress {
  readonly type: Typesetter;
  /** Left edge on the sheet, in points. */
  readonly x: number;
  readonly columns: readonly PrintedColumn[];
  /** Least height of a row, in points. */
  readonly rowHeight: number;
  /** Lines between the columns as well, for writing in by hand. */
  readonly grid: boolean;
}

const PADDING = { across: 5, above: 3.5, below: 4 } as const;
const HEADING: TextStyle = { size: 8, colour: QUIET };
const HEADING_TINT: Colour = [0.945, 0.953, 0.965];

const widthOfAll = (columns: readonly PrintedColumn[]): number => columns.reduce((sum, { width }) => sum + width, 0);

/** Strips of one cell, in the middle of the row's height. */
const placed = (strips: readonly Strip[], top: number, height: number): readonly Mark[] =>
  drawn(strips, top - PADDING.above - (height - PADDING.above - PADDING.below - heightOf(strips)) / 2);

/** What is drawn around the cells of a row: `under` before its grid, `over` after it. */
interface RowLines {
  readonly under?: (top: number, height: number) => readonly Mark[];
  readonly over: (top: number, height: number) => readonly Mark[];
}

function row({ type, x, columns, rowHeight, grid }: TableDress, cells: readonly PrintedCell[], { under, over }: RowLines): Strip {
  const edges = [x];
  let left = x;
  const set = columns.map(({ width, align = 'left' }, index) => {
    const strips = (cells[index] ?? []).flatMap(({ text, style }) =>
      paragraph(type, text, style, left + PADDING.across, width - 2 * PADDING.across, align),
    );
    left += width;
    edges.push(left);
    return strips;
  });
  const height = Math.max(rowHeight, ...set.map((strips) => heightOf(strips) + PADDING.above + PADDING.below));
  return {
    height,
    draw: (top) => [
      ...(under?.(top, height) ?? []),
      ...(grid ? edges.map((edge) => stroke([edge, top], [edge, top - height], HAIRLINE)) : []),
      ...over(top, height),
      ...set.flatMap((strips) => placed(strips, top, height)),
    ],
  };
}

/** The headings of a table, between two rules. */
export function tableHead(dress: TableDress): Strip {
  const { x, columns } = dress;
  const width = widthOfAll(columns);
  const cells = columns.map(({ heading }) => [{ text: heading, style: HEADING }]);
  return row({ ...dress, rowHeight: 0 }, cells, {
    under: (top, height) => [box(x, top - height, width, height, HEADING_TINT)],
    over: (top, height) => [rule(x, top, width, INK, 0.9), rule(x, top - height, width, INK, 0.4)],
  });
}

/**
 * A row of a table with a hairline below.
 * @param from first column that has the hairline, where the columns before it go on in the next row
 */
export function tableRow(dress: TableDress, cells: readonly PrintedCell[], from = 0): Strip {
  const left = widthOfAll(dress.columns.slice(0, from));
  const width = widthOfAll(dress.columns) - left;
  return row(dress, cells, { over: (top, height) => [rule(dress.x + left, top - height, width, HAIRLINE, dress.grid ? 0.6 : 0.5)] });
}
