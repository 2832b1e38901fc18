import { useState } from 'react';
import { Done } from '../../design/done.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { Duplicates } from './duplicates.tsx';
import { Exports } from './exports.tsx';
import { RegistryImport } from './registry-import.tsx';
import { StatusListCard } from './status-list-card.tsx';

/** What goes out of the desk as files, and what comes in. */
export function ExchangePart() {
  const { t } = useWords();
  const { staff } = useStaffAtDesk();
  const { changed } = useWorkspace();
  const [done, setDone] = useState<string | null>(null);
  return (
    <Page title={t('credentials.screen.parts.exchange')} wide occasion={done}>
      {done && <Done>{done}</Done>}
      <Section title={t('credentials.screen.exchange.out')}>
        <Exports />
      </Section>
      {may(staff, 'status-list') && (
        <Section title={t('credentials.screen.exchange.status')} note={t('credentials.screen.exchange.status-note')}>
          <StatusListCard />
        </Section>
      )}
      {may(staff, 'import') && (
        <Section title={t('credentials.screen.exchange.in')} note={t('credentials.screen.exchange.in-note')}>
          <RegistryImport
            onDone={(words) => {
              setDone(words);
              changed();
            }}
          />
        </Section>
      )}
      <Section title={t('credentials.screen.duplicates.title')} note={t('credentials.screen.duplicates.note')}>
        <Duplicates />
      </Section>
    </Page>
  );
}
