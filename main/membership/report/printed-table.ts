import { Flow } from '../../print/flow.ts';
import { INK, type TextStyle } from '../../print/ink.ts';
import { A4_LANDSCAPE, measureOf, type Sheet } from '../../print/sheet.ts';
import { type TableDress, tableHead, tableRow } from '../../print/table.ts';
import { cellText } from '../../tables/cell-text.ts';
import { dayText } from '../../tables/formats.ts';
import type { Table } from '../../tables/table.ts';
import { furnished } from '../../training/output/papers/furniture.ts';
import { masthead } from '../../training/output/papers/masthead.ts';
import { print } from '../../training/output/papers/print.ts';
import { type Language, words } from '../../words/words.ts';

const SHEET: Sheet = { ...A4_LANDSCAPE, left: 36, right: 36, top: 52, bottom: 48 };
const BODY: TextStyle = { size: 7, colour: INK };

/** What a printed table is of. */
export interface TableHeading {
  readonly title: string;
  readonly association: string;
  /** ISO day on which it is so. */
  readonly day: string;
}

/** A table as PDF on A4 sheets, its columns as wide as they ask for in proportion, figures to the right. Equal tables are equal files. */
export async function printedTable(table: Table, { title, association, day }: TableHeading, language: Language): Promise<Uint8Array> {
  const say = words(language);
  const asked = table.columns.reduce((sum, { width }) => sum + width, 0);
  const figures = table.columns.map((_, index) => table.rows.some((row) => row[index]?.kind === 'number'));
  const asOf = say('membership.as-of', { day: dayText(day, language === 'ja' ? 'era' : 'slashes') });
  const { bytes } = await print(language, new Date(`${day}T00:00:00+09:00`), (type) => {
    const dress: TableDress = {
      type,
      x: SHEET.left,
      rowHeight: 16,
      grid: false,
      columns: table.columns.map(({ heading, width }, index) => ({
        heading,
        width: (width / asked) * measureOf(SHEET),
        align: figures[index] ? 'right' : 'left',
      })),
    };
    const flow = new Flow(SHEET);
    flow.place(masthead({ type, sheet: SHEET, language }, { title, subject: association, facts: [[say('membership.day'), asOf]] }));
    flow.table(
      [tableHead(dress)],
      table.rows.map((row) =>
        tableRow(
          dress,
          row.map((cell) => [{ text: cell?.kind === 'number' ? cell.value.toLocaleString('ja-JP') : cellText(cell), style: BODY }]),
        ),
      ),
    );
    return {
      sheet: SHEET,
      title,
      pages: furnished(flow.pages, { type, sheet: SHEET, language, head: `${title}   ${association}`, foot: asOf, mark: null }),
    };
  });
  return bytes;
}
