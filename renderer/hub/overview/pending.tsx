import { useState } from 'react';
import type { PendingView } from '../../../main/api/schema/hub-administration.ts';
import { DataTable } from '../../design/data-table.tsx';
import { Pager, pageOf } from '../../design/pager.tsx';
import { StatusLine } from '../../design/status.tsx';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

const PAGE = 15;

/** Applications that wait, by association and kind (申請件数). */
export function Pending({ rows }: { readonly rows: readonly PendingView[] }) {
  const { t } = useWords();
  const [page, setPage] = useState(0);
  if (rows.length === 0) return <StatusLine status="success">{t('hub.overview.none-pending')}</StatusLine>;
  return (
    <>
      <DataTable
        label={t('hub.overview.pending')}
        columns={[
          { id: 'association', title: t('membership.pending.association'), names: true, cell: ({ association }) => association },
          {
            id: 'kind',
            title: t('membership.pending.kind'),
            cell: ({ kind }) => {
              const key = knownKey(`membership.pending.kinds.${kind}`);
              return key ? t(key) : kind;
            },
          },
          {
            id: 'decides',
            title: t('membership.pending.decides'),
            align: 'end',
            tight: true,
            cell: ({ decides }) => t('hub.number', { count: decides }),
          },
          {
            id: 'informed',
            title: t('membership.pending.informed'),
            align: 'end',
            tight: true,
            cell: ({ informed }) => t('hub.number', { count: informed }),
          },
        ]}
        rows={pageOf(rows, page, PAGE)}
        rowId={({ association, kind }) => `${association} ${kind}`}
      />
      <Pager label={t('hub.overview.pending')} page={page} size={PAGE} total={rows.length} onPage={setPage} />
    </>
  );
}
