import { useState } from 'react';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { Pager, pageOf } from '../../design/pager.tsx';
import { useWords } from '../../words/words.tsx';

const PAGE = 20;

interface PagedTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string | number;
}

/** A long table, page by page; says so where there is nothing. */
export function PagedTable<Row>({ label, columns, rows, rowId }: PagedTableProps<Row>) {
  const { t } = useWords();
  const [page, setPage] = useState(0);
  if (rows.length === 0) return <p>{t('hub.imports.no-rows')}</p>;
  return (
    <div className="stack">
      <div className="hub-table">
        <DataTable label={label} columns={columns} rows={pageOf(rows, page, PAGE)} rowId={rowId} />
      </div>
      <Pager label={label} page={page} size={PAGE} total={rows.length} onPage={setPage} />
    </div>
  );
}
