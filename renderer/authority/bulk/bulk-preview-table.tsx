import { useState } from 'react';
import type { BulkPreview } from '../../../main/api/schema/credentials.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { pageOf, Pager } from '../../design/pager.tsx';
import { StatusLine } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';
import { kindOf, listed, stateWords, wordOf } from '../words/credential-words.ts';
import type { Task } from './bulk-draft.ts';

interface BulkPreviewTableProps {
  readonly task: Task;
  readonly preview: BulkPreview;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly working: boolean;
  readonly onPropose: () => void;
  readonly onCancel: () => void;
}

type Row = BulkPreview['rows'][number];

const PAGE = 50;

/** What would change, line by line, those left alone with why; then the proposal. */
export function BulkPreviewTable({ task, preview, reason, onReason, working, onPropose, onCancel }: BulkPreviewTableProps) {
  const { t } = useWords();
  const [page, setPage] = useState(0);
  const heading = useLostFocus<HTMLHeadingElement>(preview, { atFirst: true });
  const state = ({ object }: Row, id: string) => stateWords(kindOf(object) ?? 'card', id, t);
  // Renewals and notices leave the card itself as it is.
  const changeWords: Readonly<Record<Task, (row: Row, to: string) => string>> = {
    'open-renewals': (_row, to) => t('credentials.screen.bulk.opens', { state: stateWords('application', to, t) }),
    'renewal-notices': () => t('credentials.screen.bulk.notice-only'),
    advance: (row, to) => t('credentials.screen.bulk.from-to', { from: state(row, row.from), to: state(row, to) }),
  };
  const why = (because: string) => {
    const key = knownKey(`credentials.closed.${because}`);
    return key ? t(key) : wordOf('refusal', because, t);
  };
  const columns: readonly Column<Row>[] = [
    {
      id: 'name',
      title: t('credentials.screen.queue.column.name'),
      names: true,
      cell: ({ holder, name, registration }) => (
        <>
          <a href={personAddress(holder)} lang="ja">
            {name}
          </a>
          <span className="under">{registration}</span>
        </>
      ),
    },
    {
      id: 'object',
      title: t('credentials.screen.bulk.column.object'),
      tight: true,
      cell: ({ object }) => object,
    },
    {
      id: 'change',
      title: t('credentials.screen.bulk.column.change'),
      cell: (row) =>
        row.to === null ? (
          <StatusLine status="absent" size={18}>
            {t('credentials.screen.bulk.left', { because: why(row.because ?? '') })}
          </StatusLine>
        ) : (
          changeWords[task](row, row.to)
        ),
    },
    {
      id: 'fee',
      title: t('credentials.screen.fee.title'),
      align: 'end',
      tight: true,
      cell: ({ fee, to }) => (to === null ? '' : fee === null ? t('credentials.screen.bulk.no-fee') : t('credentials.screen.fee.yen', { yen: fee })),
    },
    {
      id: 'letters',
      title: t('credentials.screen.bulk.column.letters'),
      cell: ({ letters }) =>
        listed(
          letters.map((letter) => wordOf('letter', letter, t)),
          t,
        ),
    },
  ];
  const { rows, changes, left, fees } = preview;
  return (
    <section className="section">
      <h2 ref={heading} tabIndex={-1}>
        {t('credentials.screen.bulk.changes', { changes, left })}
      </h2>
      {changes > 0 && <p>{t('credentials.screen.bulk.fees', { yen: fees })}</p>}
      {rows.length > 0 && (
        <div className="dense-table">
          <DataTable label={t('credentials.screen.bulk.table')} columns={columns} rows={pageOf(rows, page, PAGE)} rowId={({ object }) => object} />
        </div>
      )}
      <Pager label={t('credentials.screen.bulk.table')} page={page} size={PAGE} total={rows.length} onPage={setPage} />
      {changes > 0 && (
        <div className="form-panel no-print">
          <p>{t('credentials.screen.bulk.second')}</p>
          <TextField label={t('credentials.screen.reason-optional')} value={reason} onChange={onReason} />
          <ConfirmActions
            label={t('credentials.screen.bulk.propose', { count: changes })}
            isDisabled={working}
            onConfirm={onPropose}
            onCancel={onCancel}
          />
        </div>
      )}
    </section>
  );
}
