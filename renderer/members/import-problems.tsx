import type { ImportField, ImportProblem } from '../../main/api/schema/membership.ts';
import { Checkbox } from '../design/choice.tsx';
import { type Column, DataTable } from '../design/data-table.tsx';
import { StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';

interface ImportProblemsProps {
  readonly problems: readonly ImportProblem[];
  /** Registration numbers whose person was compared. */
  readonly confirmed: readonly string[];
  readonly onConfirmed: (numbers: readonly string[]) => void;
}

const MOST = 100;

/** Rows that are not taken as they stand; where a number seems to be somebody else's, staff compare and say so. */
export function ImportProblems({ problems, confirmed, onConfirmed }: ImportProblemsProps) {
  const { t } = useWords();
  const shown = problems.slice(0, MOST);
  const toggle = (number: string, on: boolean) => onConfirmed(on ? [...confirmed, number] : confirmed.filter((one) => one !== number));
  const columns: readonly Column<ImportProblem>[] = [
    { id: 'line', title: t('members.preview.line'), align: 'end', tight: true, cell: ({ line }) => line },
    { id: 'problem', title: t('members.preview.problem'), names: true, cell: ({ id }) => t(`members.problem.${id}`) },
    {
      id: 'value',
      title: t('members.preview.value'),
      cell: ({ id, value }) => (id === 'columns-missing' ? t(`members.field.${value as ImportField}`) : <code>{value}</code>),
    },
    {
      id: 'outcome',
      title: t('members.preview.outcome'),
      cell: ({ id, value, taken }) =>
        id === 'identity-differs' ? (
          <Checkbox
            label={t('members.preview.compared-named', { registration: value })}
            on={confirmed.includes(value)}
            onChange={(on) => toggle(value, on)}
          />
        ) : (
          <StatusLine status={taken ? 'info' : 'warning'}>{t(taken ? 'members.preview.taken' : 'members.preview.not-taken')}</StatusLine>
        ),
    },
  ];
  return (
    <>
      <h4>{t('members.preview.problems', { count: problems.length })}</h4>
      <DataTable
        label={t('members.preview.problems', { count: problems.length })}
        columns={columns}
        rows={shown}
        rowId={({ line, id, value }) => `${line} ${id} ${value}`}
      />
      {problems.length > MOST && <p>{t('members.preview.more', { count: problems.length - MOST })}</p>}
    </>
  );
}
