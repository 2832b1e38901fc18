import type { StatisticsView } from '../../api/schema/hub-administration.ts';
import { isShown } from '../../membership/report/figures.ts';
import { BREAKDOWNS, statistics } from '../../membership/report/statistics.ts';
import { columnText, lineText } from '../../membership/report/statistics-table.ts';
import { type Language, words } from '../../words/words.ts';
import { membersOf } from '../membership/members.ts';
import { type MembershipParts, today } from '../membership/parts.ts';
import type { Actor } from '../store/actor.ts';

/**
 * Members of an association by class and sex, age, year of graduation and reach, as the papers lay it out, for a screen.
 * @param order `day`: an ISO day in Japan, today without
 * @throws AppError ASSOCIATION_UNKNOWN, MEMBERSHIP_NOT_YOURS
 */
export async function statisticsView(
  parts: MembershipParts,
  actor: Actor,
  {
    association: code,
    day = today(parts),
    language,
  }: { readonly association: string; readonly day?: string | undefined; readonly language: Language },
): Promise<StatisticsView> {
  const { association, members } = await membersOf(parts, actor, code);
  const made = BREAKDOWNS.map((breakdown) => statistics(association, members, breakdown, day));
  const cellsOf = (id: string) => made.flatMap(({ figures }) => [...figures.values()].map((cells) => cells.get(id)!));
  const columns = made[0]!.layout.columns.filter((column) => isShown(column, cellsOf(column.id)));
  return {
    association: code,
    day,
    columns: columns.map((column) => ({ id: column.id, label: columnText(association, column, language), sum: column.sum !== undefined })),
    tables: made.map(({ breakdown, layout, figures }) => ({
      breakdown,
      label: words(language)(`membership.statistics.by.${breakdown}`),
      rows: layout.rows
        .map((line) => ({ line, cells: columns.map(({ id }) => figures.get(line.id)!.get(id)!) }))
        .filter(({ line, cells }) => isShown(line, cells))
        .map(({ line, cells }) => ({
          id: line.id,
          label: lineText(association, breakdown, line.id, language),
          sum: line.sum !== undefined,
          cells,
        })),
    })),
  };
}
