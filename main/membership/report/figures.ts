import table from '../../../resources/membership/statistics.json' with { type: 'json' };
import type { Association } from '../tiers/association.ts';

/** A line or column of a table of figures; with `sum` it is the sum of others. */
export interface Line {
  readonly id: string;
  readonly sum?: readonly string[];
  /** Shown only where it is not 0. */
  readonly optional?: boolean;
}

export interface Layout {
  readonly columns: readonly Line[];
  readonly rows: readonly Line[];
}

/** Numbers of persons by row and column. */
export type Figures = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Lines by sex, as the papers have them: 全国, 男, 女. */
export const BY_SEX: readonly Line[] = table.rows;
/** Columns of 会員区分別会員統計表: 総数, A1, A2(B), A2(C), B, 小計, C. */
export const NATIONAL_COLUMNS: readonly Line[] = table.columns;
/** First completed year of each band of age. */
export const AGES: readonly number[] = table.ages;

/** Columns of an association: those of the papers for the national one, the classes of its own rules for the others. */
export function columnsFor({ tier, rules }: Association): readonly Line[] {
  if (tier === 1) return NATIONAL_COLUMNS;
  const classes = rules.classes.map(({ id }) => ({ id }));
  return [{ id: 'total', sum: [...classes.map(({ id }) => id), 'none'] }, ...classes, { id: 'none', optional: true }];
}

const partsOf = (lines: readonly Line[], { id, sum = [id] }: Line): readonly string[] => sum.filter((part) => lines.some((line) => line.id === part));

/** A whole table: each sum computed from the smallest parts, whatever sums were given with them. */
export function completed(given: Figures, { columns, rows }: Layout): Figures {
  const part = (row: string, column: string): number => given.get(row)?.get(column) ?? 0;
  return new Map(
    rows.map((row) => [
      row.id,
      new Map(
        columns.map((column) => {
          const cells = partsOf(rows, row).flatMap((each) => partsOf(columns, column).map((other) => part(each, other)));
          return [column.id, cells.reduce((sum, cell) => sum + cell, 0)];
        }),
      ),
    ]),
  );
}

/** A figure that two sources do not agree on: something for people to settle. */
export interface FigureDifference {
  readonly row: string;
  readonly column: string;
  readonly printed: number;
  readonly computed: number;
}

/** Figures as somebody printed them beside the same figures computed; both stay as they are. What was not printed is not compared. */
export const figureDifferences = (printed: Figures, computed: Figures): readonly FigureDifference[] =>
  [...printed].flatMap(([row, cells]) =>
    [...cells].flatMap(([column, figure]) => {
      const own = computed.get(row)?.get(column) ?? 0;
      return own === figure ? [] : [{ row, column, printed: figure, computed: own }];
    }),
  );

/** A line that is there only where there is something to say. */
export const isShown = ({ optional }: Line, cells: readonly number[]): boolean => !optional || cells.some((cell) => cell !== 0);
