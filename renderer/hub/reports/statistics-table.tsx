import type { StatisticsView } from '../../../main/api/schema/hub-administration.ts';
import { DataTable } from '../../design/data-table.tsx';
import { useWords } from '../../words/words.tsx';

interface StatisticsTableProps {
  readonly columns: StatisticsView['columns'];
  readonly table: StatisticsView['tables'][number];
}

/** One table of figures; sums stand out. */
export function StatisticsTable({ columns, table: { label, rows } }: StatisticsTableProps) {
  const { t } = useWords();
  const figure = (count: number, sum: boolean) => (sum ? <strong>{t('hub.number', { count })}</strong> : t('hub.number', { count }));
  return (
    <div className="hub-table hub-figures">
      <DataTable
        label={label}
        columns={[
          { id: 'line', title: label, names: true, tight: true, cell: (row) => row.label },
          ...columns.map(({ id, label: title, sum }, index) => ({
            id,
            title,
            align: 'end' as const,
            cell: (row: (typeof rows)[number]) => figure(row.cells[index] ?? 0, sum || row.sum),
          })),
        ]}
        rows={rows}
        rowId={({ id }) => id}
      />
    </div>
  );
}
