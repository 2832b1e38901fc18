import type { RegisterEntry } from '../../main/api/schema/document.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { type Column, DataTable } from '../design/data-table.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TestMark } from '../design/status.tsx';
import { Page } from '../frame/page.tsx';
import { address } from '../frame/routes.ts';
import { dateAndTimeShort } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import './documents-screen.css';
import { EntryActions } from './entry-actions.tsx';
import { RenewalDue } from './renewal-due.tsx';

/** The register of everything signed here, newest first. */
export function DocumentsScreen() {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const register = useAnswer(() => desk.documents.register(), [desk]);
  const columns: readonly Column<RegisterEntry>[] = [
    {
      id: 'name',
      title: t('documents.column.name'),
      names: true,
      cell: (entry) => (
        <>
          {entry.outputName} {entry.test && <TestMark>{t('frame.test.mark')}</TestMark>}
          <span className="quiet register-source">
            {t(entry.extendedFrom === null ? 'documents.from' : 'documents.raised-from', { name: entry.sourceName })}
          </span>
        </>
      ),
    },
    {
      id: 'signed-at',
      title: t('documents.column.signed-at'),
      tight: true,
      cell: ({ signedAt }) => <time dateTime={signedAt}>{dateAndTimeShort(signedAt, language)}</time>,
    },
    { id: 'signer', title: t('documents.column.signer'), tight: true, cell: ({ signerName }) => signerName },
    {
      id: 'format',
      title: t('documents.column.format'),
      tight: true,
      cell: ({ format, level, renewal }) => (
        <>
          {t(`documents.format.${format}`)} {level}
          <RenewalDue renewal={renewal} />
        </>
      ),
    },
    { id: 'actions', title: t('documents.column.actions'), cell: (entry) => <EntryActions entry={entry} onRaised={register.ask} /> },
  ];
  return (
    <Page title={t('documents.title')} wide {...(register.value ? { note: t('documents.answer', { count: register.value.length }) } : {})}>
      {register.failure && <ErrorPanel failure={register.failure} onRetry={register.ask} />}
      {register.value?.length === 0 && (
        <p>
          {t('documents.empty')} <a href={address('sign')}>{t('documents.to-sign')}</a>
        </p>
      )}
      {register.value && register.value.length > 0 && (
        <DataTable label={t('documents.table')} columns={columns} rows={register.value} rowId={({ id }) => id} />
      )}
    </Page>
  );
}
