import { useState } from 'react';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Page, Section } from '../frame/page.tsx';
import { address } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { HeldLists } from './held-lists.tsx';
import { ListImport } from './list-import.tsx';
import './members-screen.css';
import { PeopleSearch } from './people-search.tsx';

/** The people whom this desk holds: find them, see which lists they came with, take lists in and let them go. */
export function MembersScreen() {
  const { t } = useWords();
  const { desk } = useDesk();
  const lists = useAnswer(() => desk.membership.lists(), [desk]);
  const [done, setDone] = useState<string | null>(null);
  const changed = (words: string) => {
    setDone(words);
    lists.ask();
  };
  return (
    <Page title={t('members.title')} note={t('members.note')} wide occasion={done}>
      {done && <Done>{done}</Done>}
      <p>
        {t('procedures.open-note')} <a href={address('members', 'procedures')}>{t('procedures.open')}</a>
      </p>
      {lists.failure && <ErrorPanel failure={lists.failure} onRetry={lists.ask} />}
      {(lists.value?.length ?? 0) > 0 && (
        <Section title={t('members.search.title')} note={t('members.search.note')}>
          <PeopleSearch key={done} />
        </Section>
      )}
      {lists.value && (
        <Section title={t('members.lists.title')}>
          <HeldLists lists={lists.value} onRemoved={changed} />
        </Section>
      )}
      <Section title={t('members.import.title')} note={t('members.import.note')}>
        <ListImport associations={lists.value?.filter(({ kind }) => kind === 'members').map(({ name }) => name) ?? []} onDone={changed} />
      </Section>
    </Page>
  );
}
