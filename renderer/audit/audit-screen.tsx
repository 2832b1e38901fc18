import { useDesk } from '../client/desk-context.tsx';
import type { AuditEntry } from '../../main/api/schema/application.ts';
import { Button } from '../design/button.tsx';
import { type Column, DataTable } from '../design/data-table.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Page } from '../frame/page.tsx';
import { dateAndTimeShort } from '../words/dates.ts';
import { fingerprint } from '../words/quantities.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import './audit-screen.css';
import { ChainCheck } from './chain-check.tsx';
import { factName, factValue, isFingerprint, tellingFacts } from './fact-words.ts';
import { useEntries } from './use-entries.ts';

/** Everything that touched a card or a document, newest first. */
export function AuditScreen() {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const entries = useEntries(desk);
  const columns: readonly Column<AuditEntry>[] = [
    { id: 'sequence', title: t('audit.column.sequence'), align: 'end', tight: true, cell: ({ sequence }) => sequence },
    { id: 'at', title: t('audit.column.at'), tight: true, cell: ({ at }) => <time dateTime={at}>{dateAndTimeShort(at, language)}</time> },
    {
      id: 'action',
      title: t('audit.column.action'),
      names: true,
      tight: true,
      cell: ({ action }) => {
        const key = knownKey(`audit.actions.${action}`);
        return key ? t(key) : t('audit.other-action', { action });
      },
    },
    {
      id: 'facts',
      title: t('audit.column.facts'),
      cell: ({ facts }) => (
        <ul className="audit-facts">
          {tellingFacts(facts).map(([name, value]) => (
            <li key={name}>
              <span className="quiet">{factName(name, t)}</span>{' '}
              {isFingerprint(value) ? <code>{fingerprint(value)}</code> : factValue(name, value, t)}
            </li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <Page title={t('audit.title')} note={t('audit.note')} wide>
      <ChainCheck />
      {entries.failure && <ErrorPanel failure={entries.failure} onRetry={entries.more} />}
      {entries.list.length > 0 ? (
        <DataTable label={t('audit.table')} columns={columns} rows={entries.list} rowId={({ sequence }) => sequence} />
      ) : (
        entries.complete && <p>{t('audit.empty')}</p>
      )}
      {!entries.complete && !entries.failure && (
        <p>
          <Button onPress={entries.more} isDisabled={entries.loading}>
            {t('audit.more')}
          </Button>
        </p>
      )}
    </Page>
  );
}
