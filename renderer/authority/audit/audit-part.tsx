import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Page } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useSaving } from '../use-saving.ts';
import { EMPTY_FILTER, type FilterDraft, filterOf } from './audit-filter.ts';
import { AuditFilterFields } from './audit-filter-fields.tsx';
import { AuditTable } from './audit-table.tsx';
import { Checkpoints } from './checkpoints.tsx';
import { useAudit } from './use-audit.ts';

/** Who looked at whom and changed what, with filters; and whether the record is whole. */
export function AuditPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const saving = useSaving();
  const [draft, setDraft] = useState<FilterDraft>(EMPTY_FILTER);
  const filter = filterOf(draft);
  const entries = useAudit(filter);
  const staff = useAnswer(() => desk.credentials.staff.list(), [desk]);
  return (
    <Page
      title={t('credentials.screen.parts.audit')}
      note={t('credentials.screen.audit.note')}
      wide
      actions={
        <Button
          icon="file"
          isDisabled={saving.working}
          onPress={() => saving.save(() => desk.credentials.audit.export({ ...filter, before: null, limit: 500 }))}
        >
          {t('credentials.screen.audit.export')}
        </Button>
      }
    >
      <Checkpoints />
      <AuditFilterFields draft={draft} staff={staff.value ?? []} onChange={setDraft} />
      {(entries.failure ?? saving.failure) && <ErrorPanel failure={(entries.failure ?? saving.failure)!} />}
      {entries.list && entries.list.length === 0 && <p className="lead">{t('credentials.screen.audit.none')}</p>}
      {entries.list && entries.list.length > 0 && <AuditTable entries={entries.list} staff={staff.value ?? []} />}
      {entries.more && (
        <p className="no-print">
          <Button isDisabled={entries.loading} onPress={entries.next}>
            {t('audit.more')}
          </Button>
        </p>
      )}
    </Page>
  );
}
