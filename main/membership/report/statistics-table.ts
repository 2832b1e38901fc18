import type { Table } from '../../tables/table.ts';
import { hasWords, type Language, words } from '../../words/words.ts';
import type { Association } from '../tiers/association.ts';
import { isShown, type Line } from './figures.ts';
import type { Breakdown, Statistics } from './statistics.ts';

const WIDTHS = { breakdown: 12, line: 16, figure: 12 } as const;

/** Heading of a line: its words, or what it stands for. */
export function lineText({ tier }: Association, breakdown: Breakdown, id: string, language: Language): string {
  const say = words(language);
  const fixed = `membership.statistics.line.${id === 'all' && tier === 1 ? 'national' : id}`;
  return hasWords(language, fixed) ? say(fixed) : say(`membership.statistics.${breakdown}`, { id });
}

/** Headings of columns: words for the sums and the classes of the national association, the label of a local class as its rules have it. */
export function columnText({ tier, rules }: Association, { id }: Line, language: Language): string {
  const label = tier === 1 ? undefined : rules.classes.find((known) => known.id === id)?.label;
  return label ?? words(language)(`membership.statistics.column.${id}`);
}

/** Tables of statistics of one association below each other, in the layout of the papers. */
export function statisticsTable(association: Association, tables: readonly Statistics[], language: Language): Table {
  const say = words(language);
  const [first] = tables;
  const columns = (first?.layout.columns ?? []).filter((column) =>
    isShown(
      column,
      tables.flatMap(({ figures }) => [...figures.values()].map((cells) => cells.get(column.id)!)),
    ),
  );
  return {
    columns: [
      { heading: say('membership.statistics.heading.breakdown'), width: WIDTHS.breakdown },
      { heading: say('membership.statistics.heading.line'), width: WIDTHS.line },
      ...columns.map((column) => ({ heading: columnText(association, column, language), width: WIDTHS.figure })),
    ],
    rows: tables.flatMap(({ breakdown, layout, figures }) =>
      layout.rows
        .map((line) => ({ line, cells: columns.map(({ id }) => figures.get(line.id)!.get(id)!) }))
        .filter(({ line, cells }) => isShown(line, cells))
        .map(({ line, cells }) => [
          { kind: 'text', text: say(`membership.statistics.by.${breakdown}`) } as const,
          { kind: 'text', text: lineText(association, breakdown, line.id, language) } as const,
          ...cells.map((value) => ({ kind: 'number', value }) as const),
        ]),
    ),
  };
}
