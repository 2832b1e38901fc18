import type { ReactNode } from 'react';
import './data-table.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** The cell that names the row. */
  readonly names?: boolean;
  readonly align?: 'end';
  /** Never wraps, and takes no more room than it needs. */
  readonly tight?: boolean;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string | number;
  /** The row whose details are open beside. */
  readonly current?: string | number | null;
}

const classOf = ({ align, tight }: Pick<Column<unknown>, 'align' | 'tight'>) => [align, tight && 'tight'].filter(Boolean).join(' ') || undefined;

/** A table to read; native elements, so that every screen reader announces rows and headings. */
export function DataTable<Row>({ label, columns, rows, rowId, current = null }: DataTableProps<Row>) {
  return (
    <table className="data-table">
      <caption className="unseen">{label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={classOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowId(row)} aria-current={rowId(row) === current || undefined}>
            {columns.map((column) =>
              column.names ? (
                <th key={column.id} scope="row" className={classOf(column)}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.id} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
