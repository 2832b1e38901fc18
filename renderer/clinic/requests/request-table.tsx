import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import { Button } from '../../design/button.tsx';
import { type Column, DataTable } from '../../design/data-table.tsx';
import { StatusLine } from '../../design/status.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { inFours, requestStatus, requestWord } from './request-state.ts';

interface TableProps {
  readonly requests: readonly PrescriptionRequestView[];
  readonly current: string | null;
  readonly onOpen: (id: string) => void;
}

export function RequestTable({ requests, current, onOpen }: TableProps) {
  const { t, language } = useWords();
  const columns: readonly Column<PrescriptionRequestView>[] = [
    {
      id: 'patient',
      title: t('requests.list.column.patient'),
      names: true,
      tight: true,
      cell: ({ id, about }) => (
        <Button kind="quiet" onPress={() => onOpen(id)}>
          {about?.patient || t('requests.list.deleted')}
        </Button>
      ),
    },
    { id: 'issue', title: t('requests.list.column.issue'), tight: true, cell: ({ issue }) => t(`requests.issues.${issue}`) },
    {
      id: 'state',
      title: t('requests.list.column.state'),
      cell: (request) => (
        <span className="request-status">
          <StatusLine status={requestStatus(request)}>{requestWord(request, t)}</StatusLine>
        </span>
      ),
    },
    {
      id: 'code',
      title: t('requests.list.column.code'),
      tight: true,
      cell: ({ response, later }) => {
        const code = [response, ...later.map((answer) => answer.response)].find((answer) => answer?.accessCode)?.accessCode;
        return code ? <strong className="request-code">{inFours(code)}</strong> : '—';
      },
    },
    { id: 'made', title: t('requests.list.column.made'), cell: ({ madeAt }) => dateAndTimeShort(madeAt, language) },
  ];
  return <DataTable label={t('requests.list.title')} columns={columns} rows={requests} rowId={({ id }) => id} current={current} />;
}
