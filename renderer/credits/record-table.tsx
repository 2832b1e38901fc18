import { useState } from 'react';
import type { CreditAccount, CreditRecord } from '../../main/api/schema/credits.ts';
import type { Scheme } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { ConfirmActions } from '../design/confirm-actions.tsx';
import { Button } from '../design/button.tsx';
import { type Column, DataTable } from '../design/data-table.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { pageOf, Pager } from '../design/pager.tsx';
import { type Option, Select } from '../design/select.tsx';
import { TestMark } from '../design/status.tsx';
import { TextField } from '../design/text-field.tsx';
import { useLostFocus } from '../design/use-lost-focus.ts';
import { creditNames } from '../seminars/credit-words.ts';
import { dateAlone } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import { codeOrder } from '../words/code-order.ts';

const PAGE = 50;
const ALL = 'all';
const ORIGINS = ['seminar', 'opening', 'elsewhere'] as const satisfies readonly CreditRecord['origin'][];

interface RecordTableProps {
  readonly account: CreditAccount;
  readonly schemes: readonly Scheme[];
  readonly onChanged: (account: CreditAccount) => void;
}

/** Everything that was entered or imported, latest day first; what was annulled stays and says so. */
export function RecordTable({ account, schemes, onChanged }: RecordTableProps) {
  const { t, language } = useWords();
  const names = creditNames(schemes, language);
  const [scheme, setScheme] = useState<string>(ALL);
  const [origin, setOrigin] = useState<string>(ALL);
  const [page, setPage] = useState(0);
  const [annulling, setAnnulling] = useState<string | null>(null);
  const place = useLostFocus<HTMLDivElement>(annulling);
  const { records } = account;
  const found = records
    .filter((record) => (scheme === ALL || record.credit.scheme === scheme) && (origin === ALL || record.origin === origin))
    .sort((a, b) => codeOrder(b.day, a.day) || codeOrder(b.enteredAt, a.enteredAt));
  const all: Option<string> = { id: ALL, label: t('credits.all') };
  const schemeOptions = [all, ...[...new Set(records.map(({ credit }) => credit.scheme))].map((id) => ({ id, label: names.scheme(id) }))];
  const columns: readonly Column<CreditRecord>[] = [
    { id: 'day', title: t('credits.column.day'), tight: true, cell: ({ day }) => dateAlone(`${day}T00:00:00+09:00`, language) },
    {
      id: 'title',
      title: t('credits.column.title'),
      names: true,
      cell: ({ title, origin: from, way, note, certifiedNumber, annulled, test }) => (
        <>
          <span className={annulled ? 'annulled' : undefined}>{title}</span> {test && <TestMark>{t('frame.test.mark')}</TestMark>}
          {test && <span className="under">{t('credits.not-counted')}</span>}
          <span className="under">
            {[t(`credits.origin.${from}`), from === 'elsewhere' && t(`credits.way.${way}`), certifiedNumber, note].filter(Boolean).join('　')}
          </span>
        </>
      ),
    },
    {
      id: 'credit',
      title: t('credits.column.credit'),
      cell: ({ credit, annulled }) => (
        <>
          <span className={annulled ? 'annulled' : undefined}>{t('training.units', { units: credit.units })}</span>
          <span className="under">
            {[
              names.scheme(credit.scheme),
              names.category(credit.scheme, credit.category),
              credit.code && names.code(credit.scheme, credit.category, credit.code),
            ]
              .filter(Boolean)
              .join(' ')}
          </span>
        </>
      ),
    },
    {
      id: 'actions',
      title: t('credits.column.actions'),
      tight: true,
      cell: (record) =>
        record.annulled ? (
          t('credits.annulled')
        ) : annulling === record.id ? (
          <Annulling
            record={record}
            onEnd={() => setAnnulling(null)}
            onDone={(next) => {
              setAnnulling(null);
              onChanged(next);
            }}
          />
        ) : (
          <span className="no-print">
            <Button kind="quiet" onPress={() => setAnnulling(record.id)}>
              {t('credits.annul')}
            </Button>
          </span>
        ),
    },
  ];
  if (records.length === 0) return <p>{t('credits.no-records')}</p>;
  return (
    <div ref={place} tabIndex={-1} className="stack">
      <div className="list-tools no-print">
        <Select label={t('credits.filter-scheme')} options={schemeOptions} value={scheme} onChange={setScheme} />
        <Select
          label={t('credits.filter-origin')}
          options={[all, ...ORIGINS.map((id) => ({ id, label: t(`credits.origin.${id}`) }))]}
          value={origin}
          onChange={setOrigin}
        />
      </div>
      <DataTable label={t('credits.records')} columns={columns} rows={pageOf(found, page, PAGE)} rowId={({ id }) => id} />
      <Pager label={t('credits.records')} page={page} size={PAGE} total={found.length} onPage={setPage} />
    </div>
  );
}

interface AnnullingProps {
  readonly record: CreditRecord;
  readonly onEnd: () => void;
  readonly onDone: (account: CreditAccount) => void;
}

function Annulling({ record, onEnd, onDone }: AnnullingProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [reason, setReason] = useState('');
  const annul = () => attempt(async () => onDone(await desk.credits.annul({ record: record.id, reason: reason.trim() })));
  return (
    <div className="annulling">
      <TextField label={t('training.reason')} value={reason} onChange={setReason} />
      <ConfirmActions label={t('credits.annul')} kind="danger" isDisabled={working || reason.trim() === ''} onConfirm={annul} onCancel={onEnd} />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
